package dev.postroom.store.h2;

import static dev.postroom.store.h2.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.store.h2.Compaction.Sparse;
import dev.postroom.store.h2.segment.SegmentStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  /** A segment for every thirty messages or so. */
  private static final StoreOptions WHEN_TOLD =
      StoreOptions.USUAL.withSegments(new SegmentStore.Limits(1 << 20, 64 << 10)).withCompactedAfter(Long.MAX_VALUE);
  private static final int SIZE = 2_000;

  @TempDir
  Path folder;

  private H2MailStore store;

  @BeforeEach
  void open() {
    store = H2MailStore.open(Ground.at(folder), WHEN_TOLD);
    store.write(Furnished.house());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void the_space_of_deleted_messages_comes_back_and_the_others_are_read_as_before() throws Exception {
    Map<MessageRow, SealedBytes> kept = deliver(300, 10);
    reopen();
    long before = lengthOfSegments();

    long givenBack = store.compact();

    assertThat(lengthOfSegments()).isLessThan(before / 3);
    assertThat(givenBack).isGreaterThan(before / 2);
    assertReadable(kept);
    assertThat(store.compact()).as("there is nothing more to be had").isZero();
    reopen();
    assertReadable(kept);
  }

  @Test
  void a_segment_of_which_the_greater_part_is_alive_is_left_alone() throws Exception {
    List<MessageRow> all = List.copyOf(deliver(300, 1).keySet());
    delete(IntStream.range(0, 100).mapToObj(third -> all.get(third * 3)).toList());
    long before = lengthOfSegments();

    assertThat(store.compact()).isZero();
    assertThat(lengthOfSegments()).isEqualTo(before);
  }

  @Test
  void no_more_is_emptied_at_once_than_there_is_room_for_and_what_is_all_dead_in_any_case() {
    List<Sparse> sparse =
        List.of(new Sparse(1, 100, 0), new Sparse(2, 100, 10), new Sparse(3, 100, 20), new Sparse(4, 100, 40));

    assertThat(Compaction.fitting(sparse, 140)).hasSize(4);
    assertThat(Compaction.fitting(sparse, 139)).hasSize(3);
    assertThat(Compaction.fitting(sparse, 59)).hasSize(2);
    assertThat(Compaction.fitting(sparse, -1)).hasSize(1);
    assertThat(Compaction.fitting(List.of(), 140)).isEmpty();
  }

  @Test
  void who_read_a_row_before_its_content_was_moved_finds_it() throws Exception {
    Map<MessageRow, SealedBytes> kept = deliver(300, 10);
    MessageRow seen = kept.keySet().iterator().next();
    assertThat(store.compact()).isPositive();

    assertThat(row(seen).content()).isNotEqualTo(seen.content());
    assertThat(read(seen.content(), seen)).isEqualTo(kept.get(seen));
  }

  @Test
  void who_reads_a_content_reads_it_to_its_end_while_it_is_moved() throws Exception {
    Map<MessageRow, SealedBytes> kept = deliver(300, 10);
    MessageRow seen = kept.keySet().iterator().next();
    try (InputStream stream = store.contents(Furnished.MAILBOX).open(seen.content(), seen.id())) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(stream.readNBytes(10));
      assertThat(store.compact()).isPositive();

      all.write(stream.readAllBytes());
      assertThat(SealedBytes.copyOf(all.toByteArray())).isEqualTo(kept.get(seen));
    }
  }

  @Test
  void a_content_whose_row_comes_after_its_segment_was_emptied_is_refused() throws Exception {
    MessageRow late = appended(Furnished.sealed(SIZE));
    deliver(300, 10);
    store.compact();

    assertRefused(() -> insert(List.of(late)), FailureReason.STORE_UNAVAILABLE);
    assertThat(store.<Boolean>read(t -> Furnished.mailbox(t).find(late.id()).isPresent())).isFalse();
  }

  @Test
  void what_is_damaged_keeps_its_segment_and_the_others_are_moved_out_of_it() throws Exception {
    Map<MessageRow, SealedBytes> kept = deliver(300, 10);
    MessageRow damaged = kept.keySet().iterator().next();
    Path segment = folder.resolve("segments")
        .resolve(HexFormat.of().toHexDigits(damaged.content().segment()) + "-shared.segment");
    flip(segment, damaged.content().offset() + 500);

    assertThat(store.compact()).isPositive();

    assertThat(segment).exists();
    assertThat(row(damaged).content()).isEqualTo(damaged.content());
    assertThatThrownBy(() -> read(damaged.content(), damaged)).isInstanceOf(StoreException.class);
    kept.remove(damaged);
    assertReadable(kept);
  }

  @Test
  void the_store_compacts_by_itself_when_enough_was_deleted() throws Exception {
    store.close();
    store = H2MailStore.open(Ground.at(folder), WHEN_TOLD.withCompactedAfter(64 << 10));
    Map<MessageRow, SealedBytes> kept = deliver(300, 10);

    await().until(() -> lengthOfSegments() < 150L * SIZE);
    assertReadable(kept);
  }

  @Test
  void nothing_is_lost_that_comes_goes_and_is_read_while_it_is_compacted() throws Exception {
    Map<MessageRow, SealedBytes> alive = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> customers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Random random = new Random(i);
        customers.add(threads.submit(() -> comeAndGo(alive, random)));
      }
      while (customers.stream().anyMatch(customer -> !customer.isDone())) {
        store.compact();
      }
      for (Future<?> customer : customers) {
        customer.get();
      }
    }
    store.compact();
    assertReadable(alive);
    reopen();
    assertReadable(alive);
    assertThat(lengthOfSegments()).isLessThan(3L * alive.size() * SIZE + (128 << 10));
  }

  /** The control of the test above: a content that was moved wrongly, and a row that was lost on the way, are noticed. */
  @Test
  void what_a_compaction_would_lose_is_noticed() throws Exception {
    Map<MessageRow, SealedBytes> kept = deliver(300, 10);
    store.compact();
    assertReadable(kept);
    MessageRow lost = kept.keySet().iterator().next();
    ContentRef moved = row(lost).content();
    flip(folder.resolve("segments").resolve(HexFormat.of().toHexDigits(moved.segment()) + "-shared.segment"),
        moved.offset() + 500);
    assertThatThrownBy(() -> assertReadable(kept)).isInstanceOf(StoreException.class);

    delete(List.of(lost));
    assertThatThrownBy(() -> assertReadable(kept)).isInstanceOf(NoSuchElementException.class);
    kept.remove(lost);
    assertReadable(kept);
  }

  @Test
  void a_segment_that_was_made_and_never_begun_goes() throws Exception {
    store.close();
    Path empty = Files.createFile(folder.resolve("segments").resolve("0000000000000007-shared.segment"));
    store = H2MailStore.open(Ground.at(folder), WHEN_TOLD);

    assertThat(store.compact()).isZero();
    assertThat(empty).doesNotExist();
  }

  private void comeAndGo(Map<MessageRow, SealedBytes> alive, Random random) {
    List<MessageRow> own = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      SealedBytes octets = Furnished.sealed(SIZE);
      MessageRow message = delivered(octets);
      own.add(message);
      alive.put(message, octets);
      if (random.nextInt(10) > 0) {
        MessageRow gone = own.remove(random.nextInt(own.size()));
        alive.remove(gone);
        delete(List.of(gone));
      }
      if (!own.isEmpty()) {
        MessageRow seen = own.get(random.nextInt(own.size()));
        assertThat(read(row(seen).content(), seen)).isEqualTo(alive.get(seen));
      }
    }
  }

  /** Delivers messages, and deletes all but every so manieth of them. */
  private Map<MessageRow, SealedBytes> deliver(int count, int every) {
    Map<MessageRow, SealedBytes> kept = new LinkedHashMap<>();
    List<MessageRow> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SealedBytes octets = Furnished.sealed(SIZE);
      all.add(appended(octets));
      if (i % every == 0) {
        kept.put(all.getLast(), octets);
      }
    }
    insert(all);
    delete(all.stream().filter(message -> !kept.containsKey(message)).toList());
    return kept;
  }

  private MessageRow delivered(SealedBytes octets) {
    try {
      return Appending.againWhenTooLate(() -> {
        MessageRow message = appended(octets);
        insert(List.of(message));
        return message;
      });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private MessageRow appended(SealedBytes octets) {
    MessageRow draft = Furnished.message(new ContentRef(0, 0, 0));
    try {
      ContentRef content = store.contents(Furnished.MAILBOX)
          .append(draft.id(), sink -> sink.write(octets.toByteArray()));
      return new MessageRow(draft.id(), draft.thread(), draft.receivedAt(), SIZE, draft.flags(), content,
          draft.summary(), draft.trace());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void insert(List<MessageRow> messages) {
    store.write(t -> {
      messages.forEach(message -> Furnished.mailbox(t).insert(message, Furnished.tokens()));
      return messages;
    });
  }

  private void delete(List<MessageRow> messages) {
    store.write(t -> {
      messages.forEach(message -> Furnished.mailbox(t).delete(message.id(), Furnished.NOON));
      return messages;
    });
  }

  private MessageRow row(MessageRow message) {
    return store.read(t -> Furnished.mailbox(t).find(message.id())).orElseThrow();
  }

  private SealedBytes read(ContentRef ref, MessageRow message) {
    try (InputStream stream = store.contents(Furnished.MAILBOX).open(ref, message.id())) {
      return SealedBytes.copyOf(stream.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void assertReadable(Map<MessageRow, SealedBytes> messages) {
    messages.forEach((message, octets) -> assertThat(read(row(message).content(), message)).isEqualTo(octets));
  }

  private void reopen() {
    store.close();
    store = H2MailStore.open(Ground.at(folder), WHEN_TOLD);
  }

  private long lengthOfSegments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("segments"))) {
      return files.mapToLong(CompactionTest::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  private static void flip(Path file, long position) throws IOException {
    try (RandomAccessFile octets = new RandomAccessFile(file.toFile(), "rw")) {
      octets.seek(position);
      int octet = octets.read();
      octets.seek(position);
      octets.write(octet ^ 1);
    }
  }
}
