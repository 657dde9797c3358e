package dev.postroom.store.h2;

import static dev.postroom.store.h2.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.SecretDigest;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.RealDisk;
import dev.postroom.store.h2.segment.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a store that runs, and stores that are made of them. */
@Timeout(120)
class BackupTest {
  private static final StoreOptions SMALL_SEGMENTS =
      StoreOptions.USUAL.withSegments(new SegmentStore.Limits(4_000, 64 << 10)).withCompactedAfter(Long.MAX_VALUE);
  private static final int SMALL = 2_000;
  private static final int LARGE = 9_000;
  private static final KeyOwner OWNER = KeyOwner.of(Furnished.MAILBOX);

  private final Map<MessageId, SealedBytes> contents = new ConcurrentHashMap<>();
  @TempDir
  Path temp;
  private Path backup;
  private H2MailStore store;

  @BeforeEach
  void open() {
    backup = temp.resolve("backup");
    store = H2MailStore.open(Ground.at(temp.resolve("mail")), SMALL_SEGMENTS);
    store.write(Furnished.house());
    store.vault().put(List.of(new WrappedSecret(OWNER, 1, "test", Furnished.sealed(60))));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_store_that_is_restored_has_what_was_there_at_the_backup_and_nothing_later() {
    List<MessageId> before = List.of(deliver(SMALL), deliver(LARGE));
    store.backup(backup);
    MessageId later = deliver(SMALL);
    store.write(t -> Furnished.mailbox(t).delete(before.get(1), Furnished.NOON));

    try (H2MailStore restored = restored(Tombstones.none())) {
      before.forEach(message -> assertReadable(restored, message));
      assertThat(find(restored, later)).isEmpty();
      assertThat(restored.vault().secrets(OWNER)).isEqualTo(store.vault().secrets(OWNER));
    }
  }

  @Test
  void what_was_erased_or_revoked_after_the_backup_is_so_in_the_store_that_is_restored() throws IOException {
    KeyId revoked = issueKey();
    KeyId kept = issueKey();
    store.backup(backup);
    store.vault().destroy(OWNER);
    store.write(t -> {
      t.tenant(Furnished.MAILBOX.tenant()).keys().revoke(revoked, Furnished.NOON);
      Furnished.mailbox(t).setStanding(Standing.ERASED);
      return revoked;
    });
    store.tombstones().write(temp.resolve("tombstones"));

    try (H2MailStore restored = restored(Tombstones.read(temp.resolve("tombstones")))) {
      assertThat(restored.<Standing>read(t -> t.standing(Furnished.MAILBOX))).isEqualTo(Standing.ERASED);
      assertThat(restored.<List<?>>read(t -> t.unpurged(10))).as("to be purged").hasSize(1);
      assertThat(restored.vault().secrets(OWNER)).isEmpty();
      assertThat(revokedAt(restored, revoked)).isPresent();
      assertThat(revokedAt(restored, kept)).isEmpty();
      assertThat(restored.tombstones().erased()).containsExactly(Furnished.MAILBOX);
    }
  }

  @Test
  void without_being_told_a_store_that_is_restored_knows_nothing_of_it() {
    KeyId revoked = issueKey();
    store.backup(backup);
    store.write(t -> t.tenant(Furnished.MAILBOX.tenant()).keys().revoke(revoked, Furnished.NOON));
    store.vault().destroy(OWNER);

    try (H2MailStore restored = restored(Tombstones.none())) {
      assertThat(revokedAt(restored, revoked)).as("this is what tombstones are for").isEmpty();
      assertThat(restored.vault().secrets(OWNER)).as("and this").isNotEmpty();
    }
  }

  @Test
  void what_was_erased_before_the_backup_need_not_be_said() {
    store.write(t -> {
      Furnished.mailbox(t).setStanding(Standing.ERASED);
      return Furnished.MAILBOX;
    });
    store.backup(backup);
    try (H2MailStore restored = restored(Tombstones.none())) {
      assertThat(restored.<Standing>read(t -> t.standing(Furnished.MAILBOX))).isEqualTo(Standing.ERASED);
      assertThat(restored.vault().secrets(OWNER)).as("an erasure that had not come to its end").isEmpty();
    }
  }

  @Test
  void a_backup_that_was_not_finished_is_no_store_and_is_not_restored() throws IOException {
    store.backup(backup);
    Files.delete(backup.resolve("format"));

    assertRefused(() -> H2MailStore.open(backup), FailureReason.STORE_VERSION);
    assertRefused(() -> restored(Tombstones.none()), FailureReason.STORE_VERSION);
    assertThat(temp.resolve("restored")).doesNotExist();
  }

  @Test
  void a_folder_with_something_in_it_is_left_alone() throws IOException {
    Files.createDirectories(backup);
    Path own = Files.writeString(backup.resolve("own"), "mine");

    assertThatThrownBy(() -> store.backup(backup)).isInstanceOf(InvalidInputException.class);
    assertThat(Files.readString(own)).isEqualTo("mine");
    Files.delete(own);
    store.backup(backup);
    assertThatThrownBy(() -> H2MailStore.restore(backup, temp.resolve("mail"), Tombstones.none()))
        .isInstanceOf(InvalidInputException.class);
    assertReadable(store, deliver(SMALL));
  }

  @Test
  void each_backup_is_whole_while_mail_comes_goes_is_moved_and_secrets_change() throws Exception {
    List<MessageId> kept = new ArrayList<>(List.of(deliver(SMALL), deliver(LARGE)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> others = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Random random = new Random(i);
        others.add(threads.submit(() -> comeAndGo(random)));
      }
      others.add(threads.submit(this::rotate));
      for (int i = 0; i < 6; i++) {
        MessageId last = deliver(i % 2 == 0 ? SMALL : LARGE);
        kept.add(last);
        store.compact();
        store.backup(temp.resolve("backup-" + i));
      }
      for (Future<?> other : others) {
        other.get();
      }
    }
    for (int i = 0; i < 6; i++) {
      H2MailStore.restore(temp.resolve("backup-" + i), temp.resolve("restored-" + i), Tombstones.none());
      try (H2MailStore restored = H2MailStore.open(Ground.at(temp.resolve("restored-" + i)), SMALL_SEGMENTS)) {
        kept.subList(0, i + 3).forEach(message -> assertReadable(restored, message));
        all(restored).forEach(message -> assertReadable(restored, message.id()));
        assertThat(restored.vault().secrets(OWNER)).isNotEmpty();
        restored.compact();
        all(restored).forEach(message -> assertReadable(restored, message.id()));
      }
    }
    assertThat(all(store)).as("what was kept for the copies is let go of").hasSizeGreaterThan(kept.size() - 1);
  }

  /** The control of the test above: what a backup would lack, or have damaged, is noticed. */
  @Test
  void a_message_that_a_backup_lacks_or_has_damaged_is_noticed() throws IOException {
    MessageId damaged = deliver(LARGE);
    MessageId lost = deliver(SMALL);
    store.backup(backup);
    try (H2MailStore restored = restored(Tombstones.none())) {
      List.of(damaged, lost).forEach(message -> assertReadable(restored, message));
      Path content = temp.resolve("restored").resolve("segments").resolve("0000000000000001-single.segment");
      byte[] octets = Files.readAllBytes(content);
      octets[LARGE / 2] ^= 1;
      Files.write(content, octets);
      restored.write(t -> Furnished.mailbox(t).delete(lost, Furnished.NOON));

      assertThatThrownBy(() -> assertReadable(restored, damaged)).isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> assertReadable(restored, lost)).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void a_compaction_waits_for_a_backup_since_until_then_no_room_comes_back() throws Exception {
    CompletableFuture<Boolean> copying = new CompletableFuture<>();
    CompletableFuture<Boolean> release = new CompletableFuture<>();
    GatedDisk disk = new GatedDisk(new RealDisk(), (change, path) -> {
      if (change == GatedDisk.Change.WRITE && path.startsWith(backup)) {
        copying.complete(true);
        release.join();
      }
      return true;
    });
    Path folder = temp.resolve("gated");
    Ground ground = new Ground(disk, DatabaseFiles.USUAL.over(disk, "gated"), folder);
    try (H2MailStore gated = H2MailStore.open(ground, SMALL_SEGMENTS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      release.completeOnTimeout(true, 1, TimeUnit.MINUTES);
      Future<?> backingUp = threads.submit(() -> gated.backup(backup));
      assertThat(copying).succeedsWithin(Duration.ofSeconds(30));
      CompletableFuture<Long> compacted = new CompletableFuture<>();
      Thread compacting = Thread.ofPlatform().start(() -> compacted.complete(gated.compact()));
      await().until(() -> compacting.getState() == Thread.State.WAITING);
      assertThat(backingUp).isNotDone();
      release.complete(true);

      backingUp.get();
      assertThat(compacted.get()).isZero();
    }
  }

  private void comeAndGo(Random random) {
    List<MessageId> own = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      own.add(deliver(random.nextInt(4) == 0 ? LARGE : SMALL));
      if (random.nextInt(10) > 0) {
        MessageId gone = own.remove(random.nextInt(own.size()));
        store.write(t -> Furnished.mailbox(t).delete(gone, Furnished.NOON));
      }
    }
  }

  private void rotate() {
    for (int version = 2; version < 200; version++) {
      store.vault().put(List.of(new WrappedSecret(OWNER, version, "test", Furnished.sealed(60))));
      store.vault().destroy(OWNER, version - 1);
    }
  }

  private MessageId deliver(int size) {
    MessageRow draft = Furnished.message(new ContentRef(0, 0, 0));
    SealedBytes octets = Furnished.sealed(size);
    contents.put(draft.id(), octets);
    try {
      return Appending.againWhenTooLate(() -> {
        ContentRef content = store.contents(Furnished.MAILBOX)
            .append(draft.id(), sink -> sink.write(octets.toByteArray()));
        MessageRow row = new MessageRow(draft.id(), draft.thread(), draft.receivedAt(), size, draft.flags(), content,
            draft.summary(), draft.trace());
        return store.write(t -> {
          Furnished.mailbox(t).insert(row, Furnished.tokens());
          return row.id();
        });
      });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private KeyId issueKey() {
    KeyRecord key = new KeyRecord(new KeyId(Furnished.nextId()), Furnished.MAILBOX, "agent", Set.of(Permission.READ),
        SecretDigest.ofStored(Furnished.sealed(32).toByteArray()), Furnished.NOON, Optional.empty(), Optional.empty(),
        Optional.empty());
    return store.write(t -> {
      Furnished.mailbox(t).keys().insert(key);
      return key.id();
    });
  }

  private H2MailStore restored(Tombstones since) {
    Path folder = temp.resolve("restored");
    H2MailStore.restore(backup, folder, since);
    return H2MailStore.open(Ground.at(folder), SMALL_SEGMENTS);
  }

  private static Optional<?> revokedAt(H2MailStore store, KeyId key) {
    return store.read(t -> t.findKey(key)).flatMap(KeyRecord::revokedAt);
  }

  private static Optional<MessageRow> find(H2MailStore store, MessageId message) {
    return store.read(t -> Furnished.mailbox(t).find(message));
  }

  private static List<MessageRow> all(H2MailStore store) {
    return store.read(t -> new ContentRows(H2Transaction.unitOf(t)).after(Optional.empty(), 10_000)
        .stream()
        .map(pointer -> Furnished.mailbox(t).find(pointer.message()).orElseThrow())
        .toList());
  }

  private void assertReadable(H2MailStore from, MessageId message) {
    ContentRef ref = find(from, message).orElseThrow().content();
    try (InputStream stream = from.contents(Furnished.MAILBOX).open(ref, message)) {
      assertThat(SealedBytes.copyOf(stream.readAllBytes())).isEqualTo(contents.get(message));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
