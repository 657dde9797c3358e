package dev.postroom.store.h2.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.store.h2.file.DelegatingDisk;
import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.RealDisk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentStoreTest {
  private static final SegmentStore.Limits TIGHT = new SegmentStore.Limits(1_000, 10_000);
  private static final MessageId MESSAGE = new MessageId(new UUID(2, 1));

  @TempDir
  private Path folder;

  private static Scope.OfMailbox mailbox(long number) {
    return new Scope.OfMailbox(new TenantId(new UUID(1, 1)), new WorkspaceId(new UUID(1, 2)),
        new MailboxId(new UUID(1, number)));
  }

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  private SegmentStore open() {
    return SegmentStore.open(new RealDisk(), folder.resolve("segments"), TIGHT);
  }

  private static void fails(ThrowingCallable call, FailureReason reason) {
    assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class,
        failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  @Test
  void a_content_opens_for_its_own_mailbox_message_and_length_only() throws IOException {
    try (SegmentStore store = open()) {
      MailboxContents contents = store.contents(mailbox(3));
      ContentRef ref = contents.append(MESSAGE, sink -> sink.write(octets(100)));

      fails(() -> store.contents(mailbox(4)).open(ref, MESSAGE), FailureReason.STORE_CORRUPT);
      fails(() -> contents.open(ref, new MessageId(new UUID(2, 2))), FailureReason.STORE_CORRUPT);
      fails(() -> contents.open(new ContentRef(ref.segment(), ref.offset(), 99), MESSAGE), FailureReason.STORE_CORRUPT);
      fails(() -> contents.open(new ContentRef(ref.segment(), ref.offset() + 1, 100), MESSAGE),
          FailureReason.STORE_CORRUPT);
      fails(() -> contents.open(new ContentRef(99, ref.offset(), 100), MESSAGE), FailureReason.STORE_CORRUPT);
      fails(() -> contents.open(new ContentRef(ref.segment(), -1, 100), MESSAGE), FailureReason.STORE_CORRUPT);
    }
  }

  @Test
  void a_large_content_has_a_file_of_its_own_that_goes_when_it_is_freed() throws IOException {
    try (SegmentStore store = open()) {
      MailboxContents contents = store.contents(mailbox(3));
      ContentRef ref = contents.append(MESSAGE, new ByteArrayInputStream(octets(300_000))::transferTo);
      try (InputStream reading = contents.open(ref, MESSAGE)) {
        store.free(ref);
        assertThat(reading.readAllBytes()).isEqualTo(octets(300_000));
      }
      fails(() -> contents.open(ref, MESSAGE), FailureReason.STORE_CORRUPT);
      assertThat(new RealDisk().list(folder.resolve("segments"))).isEmpty();
    }
  }

  @Test
  void a_writer_that_fails_leaves_nothing() {
    try (SegmentStore store = open()) {
      assertThatThrownBy(() -> store.contents(mailbox(3)).append(MESSAGE, sink -> {
        sink.write(octets(5_000));
        throw new IOException("the source failed");
      })).isInstanceOf(IOException.class).hasMessage("the source failed");
      store.force();
    }
    assertThat(folder.resolve("segments")).isEmptyDirectory();
  }

  @Test
  void a_flipped_bit_is_seen_no_later_than_at_the_end() throws IOException {
    try (SegmentStore store = open()) {
      MailboxContents contents = store.contents(mailbox(3));
      ContentRef ref = contents.append(MESSAGE, sink -> sink.write(octets(900)));
      Path file = new RealDisk().list(folder.resolve("segments")).getFirst();
      byte[] damaged = Files.readAllBytes(file);
      damaged[500] ^= 4;
      Files.write(file, damaged);

      try (InputStream stream = contents.open(ref, MESSAGE)) {
        fails(stream::readAllBytes, FailureReason.STORE_CORRUPT);
      }
    }
  }

  @Test
  void an_orphan_from_before_is_swept_and_a_new_one_is_not() throws IOException {
    ContentRef kept;
    try (SegmentStore store = open()) {
      kept = store.contents(mailbox(3)).append(MESSAGE, sink -> sink.write(octets(2_000)));
      store.contents(mailbox(3)).append(MESSAGE, sink -> sink.write(octets(3_000)));
    }
    try (SegmentStore store = open()) {
      ContentRef fresh = store.contents(mailbox(3)).append(MESSAGE, sink -> sink.write(octets(4_000)));

      assertThat(store.sweep(Set.of(kept.segment()))).isEqualTo(1);
      store.contents(mailbox(3)).open(kept, MESSAGE).close();
      store.contents(mailbox(3)).open(fresh, MESSAGE).close();
    }
  }

  @Test
  void a_failed_force_is_final_and_what_is_there_can_be_read() throws IOException {
    PowerCutDisk disk = new PowerCutDisk();
    try (SegmentStore store = SegmentStore.open(disk, Path.of("/data/segments"), TIGHT)) {
      MailboxContents contents = store.contents(mailbox(3));
      ContentRef ref = contents.append(MESSAGE, sink -> sink.write(octets(10)));
      disk.failSyncs();
      fails(store::force, FailureReason.STORE_UNAVAILABLE);
      disk.heal();

      fails(store::force, FailureReason.STORE_UNAVAILABLE);
      fails(() -> contents.append(MESSAGE, sink -> sink.write(1)), FailureReason.STORE_UNAVAILABLE);
      contents.open(ref, MESSAGE).close();
    }
  }

  @Test
  void a_file_that_cannot_be_made_is_no_failure_of_the_disk() throws IOException {
    try (SegmentStore store = open()) {
      MailboxContents contents = store.contents(mailbox(3));
      Path taken = Files.createDirectory(folder.resolve("segments").resolve("0000000000000001-single.segment"));
      fails(() -> contents.append(MESSAGE, sink -> sink.write(new byte[100_000])), FailureReason.STORE_UNAVAILABLE);
      Files.delete(taken);

      assertThat(store.hasFailed()).isFalse();
      ContentRef ref = contents.append(MESSAGE, sink -> sink.write(new byte[100_000]));
      store.force();
      contents.open(ref, MESSAGE).close();
    }
  }

  @Test
  void a_segment_whose_deletion_waits_for_a_copy_is_listed_no_more() throws IOException {
    CopyEndsWhileListing disk = new CopyEndsWhileListing();
    try (SegmentStore store = SegmentStore.open(disk, folder.resolve("segments"), TIGHT)) {
      long deleted = retiredSegment(store);
      long kept = retiredSegment(store);
      disk.copy = store.copy();
      store.deleteShared(deleted);

      assertThat(store.retired()).containsOnlyKeys(kept);
      assertThat(new RealDisk().list(folder.resolve("segments"))).as("the kept one, and the one written to").hasSize(2);
    }
  }

  @Test
  void what_cannot_be_deleted_at_the_end_of_a_copy_stays_and_all_else_goes() throws IOException {
    AtomicBoolean isStuck = new AtomicBoolean(true);
    GatedDisk disk = new GatedDisk(new RealDisk(), (change, path) -> {
      if (change == GatedDisk.Change.NAME && path.toString().contains("0001-shared") && isStuck.get()) {
        throw new IOException("injected: not permitted");
      }
      return true;
    });
    try (SegmentStore store = SegmentStore.open(new RealDisk(), folder.resolve("segments"), TIGHT)) {
      retiredSegment(store);
      retiredSegment(store);
    }
    try (SegmentStore store = SegmentStore.open(disk, folder.resolve("segments"), TIGHT)) {
      Set<Long> all = store.retired().keySet();
      SegmentCopy copy = store.copy();
      all.forEach(store::deleteShared);
      copy.close();

      assertThat(store.retired()).containsOnlyKeys(1L);
      isStuck.set(false);
      store.deleteShared(1);
      assertThat(store.retired()).isEmpty();
    }
  }

  /** The copy comes to its end when a length is asked for, at which what was to be deleted goes. */
  private static final class CopyEndsWhileListing extends DelegatingDisk {
    private @Nullable SegmentCopy copy;

    CopyEndsWhileListing() {
      super(new RealDisk());
    }

    @Override
    public long size(Path path) throws IOException {
      if (copy != null) {
        copy.close();
        copy = null;
      }
      return super.size(path);
    }
  }

  /** Fills the segment that is written to, so that the next append begins another. */
  private static long retiredSegment(SegmentStore store) throws IOException {
    ContentRef first = store.contents(mailbox(3)).append(MESSAGE, sink -> sink.write(octets(900)));
    ContentRef last = first;
    while (last.segment() == first.segment()) {
      last = store.contents(mailbox(3)).append(MESSAGE, sink -> sink.write(octets(900)));
    }
    store.force();
    return first.segment();
  }

  @Test
  void many_interrupted_threads_append_force_and_read() throws InterruptedException, IOException {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (SegmentStore store = open()) {
      Thread[] threads = new Thread[8];
      for (int i = 0; i < threads.length; i++) {
        int number = i;
        threads[i] = Thread.ofVirtual().start(() -> appendAndRead(store.contents(mailbox(number)), store, failures));
      }
      for (Thread thread : threads) {
        thread.interrupt();
        thread.join();
      }
    }
    assertThat(failures).isEmpty();
    for (Path file : new RealDisk().list(folder.resolve("segments"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
  }

  private static void appendAndRead(MailboxContents contents, SegmentStore store,
      ConcurrentLinkedQueue<Throwable> failures) {
    try {
      for (int i = 0; i < 60; i++) {
        byte[] octets = octets(1 + i * 29);
        ContentRef ref = contents.append(MESSAGE, sink -> sink.write(octets));
        store.force();
        try (InputStream stream = contents.open(ref, MESSAGE)) {
          assertThat(stream.readAllBytes()).isEqualTo(octets);
        }
      }
    } catch (IOException | RuntimeException | AssertionError failed) {
      failures.add(failed);
    }
  }
}
