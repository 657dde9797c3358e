package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.error.FailureReason;
import dev.postroom.inbound.DeferReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store without room for contents takes no message, and all that gives room back or must not wait. */
class ShortOfRoomTest {
  private FaultyStore store;
  private Office office;
  private IssuedKey key;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    office = new Office(folder, store, ScriptedTransport.direct(), options -> options);
    key = office.support.issueKey("key", Role.READ_WRITE);
    assertThat(receive()).containsExactly(STORED);
    store.fail(FaultyStore.Fault.APPEND);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private List<String> receive() {
    return Outcomes.of(office.room.receive(Room.letter("Hello", "text"), "support@acme.example"));
  }

  private MailboxSession keyed() {
    return office.room.engine.keyedAccess().openMailbox(key.key());
  }

  @Test
  void nothing_is_received_or_sent_until_there_is_room() {
    OutgoingMessage letter = OutgoingMessage.to("customer@remote.example").text("Hello").idempotencyKey("once");
    assertThat(receive()).containsExactly(Outcomes.deferred(DeferReason.STORE_FULL));
    assertFails(FailureReason.STORE_FULL, () -> office.session.send(letter));
    assertThat(office.session.list(MessageQuery.all())).hasSize(1);

    store.mend();
    assertThat(receive()).containsExactly(STORED);
    assertThat(Office.words(office.session.send(letter))).containsExactly("QUEUED");
  }

  @Test
  void a_key_is_revoked() {
    office.support.revokeKey(key.id());
    assertFails(FailureReason.KEY_REVOKED, this::keyed);
  }

  @Test
  void a_place_is_suspended() {
    office.acme.suspend();
    assertFails(FailureReason.SUSPENDED, this::keyed);
  }

  @Test
  void messages_and_places_are_deleted() {
    for (MessageSummary message : keyed().list(MessageQuery.all())) {
      keyed().delete(message.id());
    }
    assertThat(keyed().list(MessageQuery.all())).isEmpty();
    office.support.erase();
    assertThat(store.<List<?>>read(transaction -> transaction.unpurged(10))).isEmpty();
  }
}
