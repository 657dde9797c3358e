package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.StoreHealth;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A disk that really fills up, under the usual marks: mail is refused, then everything, and the store goes on once there is room. */
@ExtendWith(SilentLog.class)
class FullDiskTest {
  private static final int DISK_MIB = 96;
  private static final int MIB = 1 << 20;
  private static final ContentRef ANYWHERE = new ContentRef(0, 0, 0);

  @TempDir
  Path folder;
  private final List<Customer> customers = List.of(new Customer("customer", 1));

  @BeforeEach
  void mount() {
    SmallDisk.mountOrSkip(folder, DISK_MIB);
  }

  @AfterEach
  void unmount() {
    SmallDisk.unmount(folder);
  }

  @Test
  void mail_is_refused_on_a_full_disk_and_taken_again_without_a_restart_once_there_is_room() throws Exception {
    Path others = folder.resolve("of others");
    try (H2MailStore store = H2MailStore.open(folder.resolve("mail"))) {
      store.write(Furnished.house());
      act(store, 40);

      fill(others, 40);
      await().until(() -> store.health() instanceof StoreHealth.Full);
      assertRefused(FailureReason.STORE_FULL, () -> append(store));
      store.write(Furnished.newEvent());
      // The rows of what was answered are still being forced: the next answer comes after that.
      store.write(t -> true);

      fill(others, DISK_MIB);
      await().until(() -> store.health() instanceof StoreHealth.ReadOnly);
      assertRefused(FailureReason.STORE_FULL, () -> append(store));
      assertRefused(FailureReason.STORE_FULL, () -> store.write(Furnished.newEvent()));
      assertThat(store.<Long>read(t -> t.events().end())).isPositive();

      Files.delete(others);
      await().until(() -> store.health() instanceof StoreHealth.Working);
      append(store);
      act(store, 40);
    }
    try (H2MailStore store = H2MailStore.open(folder.resolve("mail"))) {
      assertStands(store);
    }
  }

  @Test
  void without_the_marks_the_store_meets_the_full_disk_and_has_to_be_opened_again() throws Exception {
    Path others = folder.resolve("of others");
    StoreOptions withoutMarks = StoreOptions.USUAL.withContentReserve(0).withReserve(0);
    try (H2MailStore store = H2MailStore.open(Ground.at(folder.resolve("mail")), withoutMarks)) {
      act(store, 40);
      fill(others, DISK_MIB);
      assertRefused(FailureReason.STORE_UNAVAILABLE, () -> act(store, 10_000));
      await().until(() -> store.health() instanceof StoreHealth.Failed);
      Files.delete(others);
      assertThat(store.health()).isInstanceOf(StoreHealth.Failed.class);
    }
    try (H2MailStore store = H2MailStore.open(folder.resolve("mail"))) {
      assertStands(store);
    }
  }

  private void act(H2MailStore store, int acts) throws IOException {
    for (int i = 0; i < acts; i++) {
      customers.getFirst().act(store);
    }
  }

  private void assertStands(H2MailStore store) {
    Audit audit = new Audit(customers);
    CutFindings found = audit.of(store, Stand.of(customers));

    assertThat(found.lost() + found.torn() + found.unreadable() + found.risen()).as(found.toString()).isZero();
  }

  private static void append(H2MailStore store) throws IOException {
    store.contents(Furnished.MAILBOX).append(Furnished.message(ANYWHERE).id(), sink -> sink.write(new byte[1_000]));
  }

  private static void assertRefused(FailureReason reason, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class,
        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  /** Until the disk is full, or so many MiB are written. */
  private static void fill(Path file, int mebibytes) throws IOException {
    byte[] octets = new byte[MIB / 16];
    try (OutputStream sink = Files.newOutputStream(file)) {
      for (int i = 0; i < mebibytes * 16; i++) {
        sink.write(octets);
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(file).getUsableSpace()).isLessThan(MIB);
    }
  }
}
