package dev.postroom.store.h2;

import static dev.postroom.store.h2.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.GatedDisk.Change;
import dev.postroom.store.h2.file.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs out for a while, descriptors, memory, room or patience, and comes back, takes the store with it for no longer. */
@Timeout(60)
@ExtendWith(SilentLog.class)
class ShortageTest {
  private static final int LARGE = 2 << 20;

  @TempDir
  Path folder;
  private final AtomicBoolean isShort = new AtomicBoolean();
  private final AtomicBoolean redoForced = new AtomicBoolean();

  @Test
  void without_a_descriptor_what_needs_none_is_done_and_nothing_is_given_up() throws Exception {
    try (H2MailStore store = open(this::refuseToOpen)) {
      store.write(Furnished.house());
      MessageRow message = large(store);
      isShort.set(true);

      insert(store, message);
      assertRefused(() -> large(store), FailureReason.STORE_UNAVAILABLE);
      assertThat(store.health()).isEqualTo(new StoreHealth.Working());
    }
  }

  @Test
  void the_first_change_of_an_opening_is_refused_without_a_descriptor_and_the_next_is_made() {
    H2MailStore.open(folder).close();
    try (H2MailStore store = open(this::refuseToOpen)) {
      isShort.set(true);
      assertRefused(() -> store.write(Furnished.house()), FailureReason.STORE_UNAVAILABLE);
      isShort.set(false);

      store.write(Furnished.house());
      assertThat(store.health()).isEqualTo(new StoreHealth.Working());
    }
  }

  @ParameterizedTest
  @EnumSource(value = Change.class, names = {"OPEN", "FORCE"})
  void a_folder_whose_opening_ended_for_want_of_memory_is_opened_by_the_next(Change ending, @TempDir Path copies)
      throws IOException {
    StoreFiles found = leftBehindIn(Files.createDirectory(copies.resolve("found")));
    int all = doneAtOpening(ending, found.copyInto(Files.createDirectory(copies.resolve("copy"))));
    for (int number = 1; number <= all; number++) {
      Path copy = found.copyInto(Files.createDirectory(copies.resolve("copy-" + number)));
      AtomicInteger done = new AtomicInteger();
      AtomicInteger held = new AtomicInteger();
      int last = number;
      Ground ground = on(copy, (change, path) -> {
        if (change == ending && done.incrementAndGet() == last) {
          throw new OutOfMemoryError("injected");
        }
        held.addAndGet(change == Change.OPEN ? 1 : change == Change.CLOSE ? -1 : 0);
        return true;
      });
      assertThatThrownBy(() -> H2MailStore.open(ground, StoreOptions.USUAL)).as("%s %d of %d", ending, number, all)
          .isInstanceOfAny(OutOfMemoryError.class, StoreException.class);
      assertThat(held).as("files that are held when it ended by %s %d of %d", ending, number, all).hasValue(0);

      try (H2MailStore store = H2MailStore.open(ground, StoreOptions.USUAL)) {
        assertHasTenant(store);
      }
      assertThat(held).hasValue(0);
    }
  }

  private static int doneAtOpening(Change what, Path folder) {
    AtomicInteger done = new AtomicInteger();
    H2MailStore store = H2MailStore.open(on(folder, (change, path) -> {
      done.addAndGet(change == what ? 1 : 0);
      return true;
    }), StoreOptions.USUAL);
    int number = done.get();
    store.close();
    return number;
  }

  /** What a process leaves that ended in the midst of its life: the log holds what the database does not. */
  private StoreFiles leftBehindIn(Path target) {
    H2MailStore.open(folder).close();
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.newTenant("kept"));
      return new StoreFiles(new StoreFiles(folder).copyInto(target));
    }
  }

  @Test
  void what_is_in_the_log_alone_is_read_also_when_the_disk_has_no_room_for_the_database(@TempDir Path found) {
    leftBehindIn(found);
    isShort.set(true);
    try (H2MailStore store = H2MailStore.open(on(found, this::refuseToLengthen),
        StoreOptions.USUAL.withReserve(Long.MAX_VALUE))) {
      assertThat(redoForced).as("who reads reads nothing that a power cut could take back").isTrue();
      assertThat(store.health()).isInstanceOf(StoreHealth.ReadOnly.class);
      assertHasTenant(store);
    }
    isShort.set(false);
    try (H2MailStore store = H2MailStore.open(found)) {
      store.write(Furnished.house());
      assertHasTenant(store);
    }
    try (H2MailStore store = H2MailStore.open(found)) {
      assertHasTenant(store);
    }
  }

  @Test
  void a_store_that_was_too_busy_to_be_closed_in_time_lets_go_of_its_folder_when_it_is_done() {
    Duration patience = Duration.ofSeconds(2);
    H2MailStore store = H2MailStore.open(Ground.at(folder), StoreOptions.USUAL.withDeadline(patience));
    CompletableFuture<Boolean> begun = new CompletableFuture<>();
    CompletableFuture<Boolean> release = new CompletableFuture<>();
    CompletableFuture<Boolean> busy = CompletableFuture.supplyAsync(() -> store.write(t -> {
      begun.complete(true);
      return release.join();
    }));
    assertThat(begun).succeedsWithin(Duration.ofSeconds(30));
    store.close();
    assertRefused(() -> H2MailStore.open(folder), FailureReason.STORE_IN_USE);
    release.complete(true);

    await().ignoreExceptions().untilAsserted(() -> H2MailStore.open(folder).close());
    assertThat(busy).isNotNull();
  }

  private H2MailStore open(GatedDisk.Gate gate) {
    return H2MailStore.open(on(folder, gate), StoreOptions.USUAL);
  }

  private static Ground on(Path folder, GatedDisk.Gate gate) {
    GatedDisk disk = new GatedDisk(new RealDisk(), gate);
    return new Ground(disk, DatabaseFiles.USUAL.over(disk, "shortage"), folder);
  }

  private boolean refuseToOpen(Change change, Path path) throws IOException {
    if (isShort.get() && change == Change.OPEN) {
      throw new IOException("injected: too many open files");
    }
    return true;
  }

  private boolean refuseToLengthen(Change change, Path path) throws IOException {
    if (isShort.get() && change == Change.LENGTHEN && path.endsWith(Database.FILE)) {
      throw new IOException("injected: no space left on device");
    }
    if (change == Change.FORCE && path.endsWith(RunningDatabase.REDO)) {
      redoForced.set(true);
    }
    return true;
  }

  private static MessageRow large(H2MailStore store) throws IOException {
    MessageRow row = Furnished.message(new ContentRef(0, 0, 0));
    ContentRef content =
        store.contents(Furnished.MAILBOX).append(row.id(), sink -> sink.write(new byte[LARGE]));
    return new MessageRow(row.id(), row.thread(), row.receivedAt(), LARGE, row.flags(), content, row.summary(),
        row.trace());
  }

  private static void insert(H2MailStore store, MessageRow message) {
    store.write(t -> {
      Furnished.mailbox(t).insert(message, Furnished.tokens());
      return true;
    });
  }

  private static void assertHasTenant(H2MailStore store) {
    assertThat(store.<Boolean>read(t -> t.findTenant(new ExternalId("kept")).isPresent())).isTrue();
  }
}
