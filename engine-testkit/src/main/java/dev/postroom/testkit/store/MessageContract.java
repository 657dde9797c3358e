package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.Token;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises of single messages, and of what it counts. */
public interface MessageContract extends StoreUnderTest {

  @Test
  default void a_message_comes_back_as_it_was_stored() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageRow plain = room().post().flag(Flag.UNREAD).flag(Flag.ARCHIVED).row(inbox);
    byte[] summary = new byte[2_000];
    Arrays.fill(summary, (byte) 0xFE);
    MessageRow row = new MessageRow(plain.id(), plain.thread(), plain.receivedAt(), 3_000_000_000L, plain.flags(),
        plain.content(), SealedBytes.copyOf(summary), SealedBytes.copyOf(new byte[]{0, -1}));
    room().change(t -> Rungs.at(t, inbox).insert(row, Set.of()));

    assertThat(room().find(t -> Rungs.at(t, inbox).find(row.id()))).contains(row);
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()).rows())).containsExactly(row);
  }

  @Test
  default void a_message_that_nobody_stored_is_not_found() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageId nobodys = room().ids().message();

    assertThat(room().find(t -> Rungs.at(t, inbox).find(nobodys))).isEmpty();
    assertThat(room().<Set<Token>>see(t -> Rungs.at(t, inbox).tokens(nobodys))).isEmpty();
    assertThat(store().<Boolean>write(t -> Rungs.at(t, inbox).delete(nobodys, room().clock().instant()))).isFalse();
    assertThat(store().<Boolean>write(t -> Rungs.at(t, inbox).setFlags(nobodys, Set.of(Flag.UNREAD)))).isFalse();
    assertCounted(inbox, 0, 0);
  }

  @Test
  default void a_message_keeps_its_tokens() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Token from = Rows.token(Token.Kind.FROM, "same word");
    Token to = Rows.token(Token.Kind.TO, "same word");
    Token later = new Token(Token.Kind.TO, 2, to.value());
    MessageId id = room().post().token(from).token(to).token(later).token(from).to(inbox).id();
    MessageId bare = room().post().to(inbox).id();

    assertThat(room().<Set<Token>>see(t -> Rungs.at(t, inbox).tokens(id))).containsExactlyInAnyOrder(from, to, later);
    assertThat(room().<Set<Token>>see(t -> Rungs.at(t, inbox).tokens(bare))).isEmpty();
  }

  @Test
  default void flags_are_replaced() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageId id = room().post().flag(Flag.UNREAD).to(inbox).id();
    MessageId other = room().post().flag(Flag.UNREAD).to(inbox).id();

    for (Set<Flag> flags : List.of(Set.of(Flag.ARCHIVED), Set.<Flag>of(), EnumSet.allOf(Flag.class))) {
      assertThat(store().<Boolean>write(t -> Rungs.at(t, inbox).setFlags(id, flags))).isTrue();
      assertThat(room().see(t -> Rungs.at(t, inbox).find(id)).orElseThrow().flags()).isEqualTo(flags);
    }
    assertThat(room().see(t -> Rungs.at(t, inbox).find(other)).orElseThrow().flags()).containsExactly(Flag.UNREAD);
  }

  @Test
  default void a_mailbox_counts_its_messages_and_their_octets() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Scope.OfMailbox other = room().mailbox(inbox.inWorkspace(), "other");
    MessageId small = room().post().size(100).to(inbox).id();
    MessageId large = room().post().size(3_000_000_000L).to(inbox).id();
    room().post().size(7).to(other);
    assertCounted(inbox, 3_000_000_100L, 2);

    room().change(t -> Rungs.at(t, inbox).setFlags(small, Set.of(Flag.ARCHIVED)));
    assertCounted(inbox, 3_000_000_100L, 2);

    assertThat(store().<Boolean>write(t -> Rungs.at(t, inbox).delete(large, room().clock().instant()))).isTrue();
    assertCounted(inbox, 100, 1);
    assertThat(store().<Boolean>write(t -> Rungs.at(t, inbox).delete(large, room().clock().instant())))
        .as("a second time")
        .isFalse();
    assertCounted(inbox, 100, 1);

    assertThat(store().<Boolean>write(t -> Rungs.at(t, inbox).delete(small, room().clock().instant()))).isTrue();
    assertCounted(inbox, 0, 0);
    assertCounted(other, 7, 1);
  }

  @Test
  default void several_messages_in_one_transaction_are_all_counted() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<MessageRow> rows = List.of(room().post().size(1).row(inbox), room().post().size(2).row(inbox),
        room().post().size(3).row(inbox));
    room().change(t -> {
      rows.forEach(row -> Rungs.at(t, inbox).insert(row, Set.of()));
      Rungs.at(t, inbox).delete(rows.get(1).id(), room().clock().instant());
    });

    assertCounted(inbox, 4, 2);
  }

  @Test
  default void a_deleted_message_is_gone_from_every_view() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Token token = Rows.token(Token.Kind.MESSAGE_ID, "id");
    MessageRow gone = room().post().token(token).to(inbox);
    room().change(t -> Rungs.at(t, inbox).delete(gone.id(), room().clock().instant()));

    assertThat(room().find(t -> Rungs.at(t, inbox).find(gone.id()))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()).rows())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.in(Selection.all(), gone.thread())).rows()))
        .isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).findByToken(List.of(token), 10))).isEmpty();
    assertThat(room().<Set<Token>>see(t -> Rungs.at(t, inbox).tokens(gone.id()))).isEmpty();
  }

  private void assertCounted(Scope.OfMailbox mailbox, long octets, long messages) {
    assertThat(room().find(t -> Rungs.at(t, mailbox).row())).hasValueSatisfying(row -> {
      assertThat(row.usedOctets()).isEqualTo(octets);
      assertThat(row.messages()).isEqualTo(messages);
    });
  }
}
