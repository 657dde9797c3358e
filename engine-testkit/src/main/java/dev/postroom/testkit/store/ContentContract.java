package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.testkit.Crowd;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises of sealed contents. */
public interface ContentContract extends StoreUnderTest {

  @Test
  default void a_content_comes_back_octet_for_octet() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<byte[]> contents =
        List.of(octets(1, 1), octets(2, 1000), octets(3, 4096), octets(4, 65_536), octets(5, 300_001));
    List<MessageRow> rows = contents.stream().map(octets -> room().post().content(octets).to(inbox)).toList();

    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).content().length()).isEqualTo(contents.get(i).length);
      assertThat(read(inbox, rows.get(i))).isEqualTo(contents.get(i));
    }
    assertThat(read(inbox, rows.getFirst())).as("a second time").isEqualTo(contents.getFirst());
  }

  @Test
  default void a_content_is_the_same_in_whatever_pieces_it_is_written() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    byte[] octets = octets(6, 100_000);
    MessageRow row = store(inbox, sink -> {
      int start = 0;
      for (int piece = 1; start < octets.length; piece = piece * 3 + 1) {
        int length = Math.min(piece, octets.length - start);
        sink.write(octets, start, length);
        start += length;
        if (start < octets.length) {
          sink.write(octets[start++]);
        }
        sink.flush();
      }
    });

    assertThat(read(inbox, row)).isEqualTo(octets);
  }

  @Test
  default void a_content_is_opened_by_its_mailbox_and_message_only() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(inbox.inWorkspace(), "neighbour");
    Scope.OfMailbox stranger = room().mailbox("stranger");
    MessageRow row = room().post().content(octets(7, 500)).to(inbox);
    MessageId other = room().post().content(octets(8, 500)).to(inbox).id();

    assertRefused(inbox, row.content(), other);
    assertRefused(neighbour, row.content(), row.id());
    assertRefused(stranger, row.content(), row.id());
    assertRefused(stranger.inWorkspace().mailbox(inbox.mailbox()), row.content(), row.id());
    assertRefused(stranger.inWorkspace().inTenant().workspace(inbox.workspace()).mailbox(inbox.mailbox()),
        row.content(),
        row.id());
  }

  @Test
  default void a_place_where_no_content_lies_opens_nothing() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageRow row = room().post().content(octets(9, 5_000)).to(inbox);
    room().post().content(octets(10, 5_000)).to(inbox);
    ContentRef ref = row.content();

    for (ContentRef wrong : List.of(new ContentRef(ref.segment() + 1_000, ref.offset(), ref.length()),
        new ContentRef(ref.segment(), ref.offset() + 1, ref.length()),
        new ContentRef(ref.segment(), ref.offset() + 1_000_000_000_000L, ref.length()),
        new ContentRef(ref.segment(), -1, ref.length()), new ContentRef(ref.segment(), ref.offset(), ref.length() - 1),
        new ContentRef(ref.segment(), ref.offset(), ref.length() + 1),
        new ContentRef(ref.segment(), ref.offset(), Long.MAX_VALUE))) {
      assertThatThrownBy(() -> read(inbox,
          new MessageRow(row.id(), row.thread(), row.receivedAt(), row.size(), row.flags(),
              wrong, row.summary(), row.trace())))
          .as(wrong.toString())
          .isInstanceOfAny(StoreException.class, IOException.class);
    }
  }

  @Test
  default void a_writer_that_fails_stores_nothing_and_harms_nothing() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageRow before = room().post().content(octets(11, 3_000)).to(inbox);
    MessageId id = room().ids().message();

    assertThatThrownBy(() -> store().contents(inbox).append(id, sink -> {
      sink.write(octets(12, 200_000));
      throw new IOException("the sender went away");
    })).isInstanceOf(IOException.class).hasMessage("the sender went away");
    assertThatThrownBy(() -> store().contents(inbox).append(id, sink -> {
      sink.write(octets(13, 10));
      throw new IllegalStateException("a mistake");
    })).isInstanceOf(IllegalStateException.class);
    MessageRow after = room().post().content(octets(14, 3_000)).to(inbox);

    assertThat(read(inbox, before)).isEqualTo(octets(11, 3_000));
    assertThat(read(inbox, after)).isEqualTo(octets(14, 3_000));
  }

  @Test
  default void a_content_can_be_abandoned() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().post().content(octets(15, 100)).row(inbox);

    assertThat(room().see(t -> Rungs.at(t, inbox).row()).orElseThrow().messages()).isZero();
  }

  @Test
  default void a_content_that_is_being_read_is_not_affected_by_a_delete() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    byte[] octets = octets(16, 500_000);
    MessageRow row = room().post().content(octets).to(inbox);
    try (InputStream reading = store().contents(inbox).open(row.content(), row.id())) {
      byte[] head = reading.readNBytes(10);
      room().change(t -> Rungs.at(t, inbox).delete(row.id(), room().clock().instant()));
      room().post().content(octets(17, 500_000)).to(inbox);
      byte[] tail = reading.readAllBytes();

      assertThat(head).containsExactly(Arrays.copyOf(octets, 10));
      assertThat(tail).isEqualTo(Arrays.copyOfRange(octets, 10, octets.length));
    }
  }

  @Test
  default void a_delete_frees_no_content_but_its_own() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<MessageRow> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(room().post().content(octets(100 + i, 2_000)).to(inbox));
    }
    for (int i = 0; i < 30; i += 2) {
      MessageId gone = rows.get(i).id();
      room().change(t -> Rungs.at(t, inbox).delete(gone, room().clock().instant()));
    }

    for (int i = 1; i < 30; i += 2) {
      assertThat(read(inbox, rows.get(i))).isEqualTo(octets(100 + i, 2_000));
    }
  }

  @Test
  default void a_delete_that_is_rolled_back_frees_no_content() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageRow row = room().post().content(octets(18, 2_000)).to(inbox);
    Attempt.at(() -> room().change(t -> {
      Rungs.at(t, inbox).delete(row.id(), room().clock().instant());
      throw new IllegalStateException("thought better of it");
    }));

    assertThat(read(inbox, row)).isEqualTo(octets(18, 2_000));
  }

  @Test
  default void many_write_and_read_contents_at_once() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<Boolean> intact = Crowd.of(8, number -> {
      boolean same = true;
      for (int i = 0; i < 8; i++) {
        byte[] octets = octets(number * 1_000 + i, 1 + 7_919 * i * number);
        MessageRow row = room().post().content(octets).to(inbox);
        same &= Arrays.equals(octets, read(inbox, row));
      }
      return same;
    });

    assertThat(intact).containsOnly(true);
  }

  @Test
  default void a_large_content_streams_in_and_out() throws IOException {
    Scope.OfMailbox inbox = room().mailbox("acme");
    int chunks = 512;
    int size = 65_536;
    MessageRow row = store(inbox, sink -> {
      for (int i = 0; i < chunks; i++) {
        sink.write(octets(i, size));
      }
    });

    assertThat(row.content().length()).isEqualTo((long) chunks * size);
    try (InputStream in = store().contents(inbox).open(row.content(), row.id())) {
      for (int i = 0; i < chunks; i++) {
        assertThat(Arrays.equals(in.readNBytes(size), octets(i, size))).as("chunk " + i).isTrue();
      }
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private MessageRow store(Scope.OfMailbox mailbox, MailboxContents.Writer writer) throws IOException {
    MessageRow plain = room().post().row(mailbox);
    ContentRef ref = store().contents(mailbox).append(plain.id(), writer);
    MessageRow row = new MessageRow(plain.id(), plain.thread(), plain.receivedAt(), ref.length(), plain.flags(), ref,
        plain.summary(), plain.trace());
    room().change(t -> Rungs.at(t, mailbox).insert(row, Set.of()));
    return row;
  }

  private byte[] read(Scope.OfMailbox mailbox, MessageRow row) throws IOException {
    try (InputStream in = store().contents(mailbox).open(row.content(), row.id())) {
      return in.readAllBytes();
    }
  }

  private void assertRefused(Scope.OfMailbox mailbox, ContentRef ref, MessageId message) {
    assertThatThrownBy(() -> store().contents(mailbox).open(ref, message).close()).isInstanceOf(StoreException.class);
  }

  private static byte[] octets(long seed, int length) {
    byte[] octets = new byte[length];
    new Random(seed).nextBytes(octets);
    return octets;
  }
}
