package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of sends, by which saying one again is known. */
public interface SendContract extends StoreUnderTest {

  @Test
  default void a_send_comes_back_as_it_was_stored() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    SendRow send = new SendRow(new Token(Token.Kind.SEND, 300, Rows.sealed(16)), message, Rows.sealed(300_000));
    put(outbox, send);

    assertThat(find(outbox, send.key())).contains(send);
  }

  @Test
  default void a_send_is_found_by_its_key_among_the_tokens_of_all_versions() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    SendRow one = put(outbox, Rows.send("one", room().post().to(outbox).id()));
    SendRow two = put(outbox, Rows.send("two", room().post().to(outbox).id()));
    Token laterVersion = new Token(Token.Kind.SEND, 2, one.key().value());
    List<Token> many = new ArrayList<>(IntStream.range(3, 50)
        .mapToObj(version -> new Token(Token.Kind.SEND, version, one.key().value()))
        .toList());
    many.add(two.key());

    assertThat(find(outbox, one.key())).contains(one);
    assertThat(room().find(t -> Rungs.at(t, outbox).findSend(List.of(laterVersion, one.key())))).contains(one);
    assertThat(room().find(t -> Rungs.at(t, outbox).findSend(many))).contains(two);
    assertThat(find(outbox, laterVersion)).isEmpty();
    assertThat(find(outbox, Rows.token(Token.Kind.SEND, "three"))).isEmpty();
    assertThat(find(outbox, Rows.token(Token.Kind.MESSAGE_ID, "one"))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, outbox).findSend(List.of()))).isEmpty();
  }

  @Test
  default void a_key_is_used_once_in_its_mailbox_and_the_first_send_stays() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    SendRow first = put(outbox, Rows.send("once", room().post().to(outbox).id()));
    MessageId other = room().post().to(outbox).id();
    Attempt.at(() -> put(outbox, new SendRow(first.key(), other, Rows.sealed(7))));

    assertThat(find(outbox, first.key())).contains(first);
    room().change(t -> Rungs.at(t, outbox).delete(other, room().clock().instant()));
    assertThat(find(outbox, first.key())).contains(first);
  }

  @Test
  default void the_same_key_in_another_mailbox_is_another_send() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    List<Scope.OfMailbox> others = List.of(room().mailbox(outbox.inWorkspace(), "neighbour"),
        room().mailbox(room().workspace(outbox.inWorkspace().inTenant(), "sibling"), "sibling"),
        room().mailbox("stranger"));
    SendRow send = put(outbox, Rows.send("same", room().post().to(outbox).id()));
    for (Scope.OfMailbox other : others) {
      assertThat(find(other, send.key())).isEmpty();
      SendRow another = put(other, Rows.send("same", room().post().to(other).id()));
      assertThat(find(other, send.key())).contains(another);
    }

    assertThat(find(outbox, send.key())).contains(send);
  }

  @Test
  default void a_send_outlives_its_message_until_it_is_forgotten_and_its_key_can_be_used_again() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    SendRow gone = put(outbox, Rows.send("again", room().post().to(outbox).id()));
    SendRow kept = put(outbox, Rows.send("kept", room().post().to(outbox).id()));
    Instant at = room().clock().instant();
    room().change(t -> Rungs.at(t, outbox).delete(gone.message(), at));
    assertThat(find(outbox, gone.key())).contains(gone);
    MessageId other = room().post().to(outbox).id();
    Attempt.at(() -> put(outbox, new SendRow(gone.key(), other, Rows.sealed(7))));
    assertThat(find(outbox, gone.key())).as("the first stays").contains(gone);

    room().change(t -> Rungs.at(t, outbox).forget(at.plusSeconds(1), 10));
    assertThat(find(outbox, gone.key())).isEmpty();
    assertThat(find(outbox, kept.key())).contains(kept);
    SendRow again = put(outbox, Rows.send("again", room().post().to(outbox).id()));
    assertThat(find(outbox, gone.key())).contains(again);
  }

  @Test
  default void a_send_of_a_foreign_or_absent_message_is_not_taken() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(outbox.inWorkspace(), "neighbour");
    for (MessageId message : List.of(room().post().to(neighbour).id(), room().ids().message(), deleted(outbox))) {
      SendRow send = Rows.send("stray", message);
      Attempt.at(() -> put(outbox, send));

      assertThat(find(outbox, send.key())).isEmpty();
      assertThat(find(neighbour, send.key())).isEmpty();
    }
  }

  private MessageId deleted(Scope.OfMailbox outbox) {
    MessageId gone = room().post().to(outbox).id();
    room().change(t -> Rungs.at(t, outbox).delete(gone, room().clock().instant()));
    return gone;
  }

  private SendRow put(Scope.OfMailbox outbox, SendRow send) {
    room().change(t -> Rungs.at(t, outbox).insertSend(send));
    return send;
  }

  private Optional<SendRow> find(Scope.OfMailbox outbox, Token key) {
    return room().find(t -> Rungs.at(t, outbox).findSend(List.of(key)));
  }
}
