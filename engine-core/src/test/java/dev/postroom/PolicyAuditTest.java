package dev.postroom;

import static dev.postroom.event.EventType.LIMITS_CHANGED;
import static dev.postroom.event.EventType.LIST_ENTRY_ADDED;
import static dev.postroom.event.EventType.LIST_ENTRY_REMOVED;
import static dev.postroom.event.EventType.SENDING_PAUSED;
import static dev.postroom.event.EventType.SENDING_RESUMED;
import static dev.postroom.event.EventType.SUPPRESSION_ADDED;
import static dev.postroom.event.EventType.SUPPRESSION_REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression.Reason;
import dev.postroom.session.MailboxPolicy;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has changed what may pass is in the log. */
class PolicyAuditTest {
  private static final EmailAddress ANN = EmailAddress.parse("ann@remote.example");
  private static final EventType[] OF_POLICY = {LIST_ENTRY_ADDED, LIST_ENTRY_REMOVED, SUPPRESSION_ADDED,
      SUPPRESSION_REMOVED, SENDING_PAUSED, SENDING_RESUMED, LIMITS_CHANGED};

  private Office office;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder);
  }

  @AfterEach
  void close() {
    office.close();
  }

  /** Changes each thing there is, and back. */
  private static void changeAll(MailboxPolicy policy) {
    ListEntry entry = policy.addEntry(Direction.SEND, Verdict.BLOCK, AddressPattern.of(ANN));
    policy.removeEntry(entry.id());
    policy.suppress(ANN, Reason.MANUAL, Optional.empty());
    policy.unsuppress(ANN);
    policy.pauseSending();
    policy.resumeSending();
  }

  private List<Event> log() {
    return office.events(OF_POLICY);
  }

  @Test
  void what_was_done_with_a_key_names_the_key() {
    IssuedKey key = office.acme.issueKey("boss", Role.MANAGEMENT);
    changeAll(office.room.engine.keyedAccess().openWorkspace(key.key()).openMailbox(office.support.id()).policy());
    assertThat(log()).extracting(Event::type)
        .containsExactly(LIST_ENTRY_ADDED, LIST_ENTRY_REMOVED, SUPPRESSION_ADDED, SUPPRESSION_REMOVED, SENDING_PAUSED,
            SENDING_RESUMED);
    assertThat(log()).allSatisfy(event -> assertThat(event.actor()).contains(key.id()));
  }

  @Test
  void a_stronger_suppression_in_place_of_a_weaker_one_names_who_said_it_for_both() {
    IssuedKey key = office.support.issueKey("boss", Role.MANAGEMENT);
    office.session.policy().suppress(ANN, Reason.MANUAL, Optional.empty());
    office.room.engine.keyedAccess()
        .openMailbox(key.key())
        .policy()
        .suppress(ANN, Reason.COMPLAINT, Optional.empty());
    assertThat(log()).extracting(Event::type)
        .containsExactly(SUPPRESSION_ADDED, SUPPRESSION_REMOVED, SUPPRESSION_ADDED);
    assertThat(log()).extracting(Event::actor)
        .containsExactly(Optional.empty(), Optional.of(key.id()), Optional.of(key.id()));
  }

  @Test
  void what_the_operator_did_and_what_the_engine_learnt_names_nobody() {
    changeAll(office.session.policy());
    office.support.setLimits(Limits.none().sends(9, Limit.Window.DAY));
    office.transport.next("ann@remote.example", ScriptedTransport.never(550, "5.1.1"));
    office.awaitState(
        Office.delivery(office.session.send(OutgoingMessage.to("ann@remote.example").subject("Hi").text("Hello"))),
        DeliveryState.BOUNCED);
    assertThat(log()).hasSize(8).allSatisfy(event -> assertThat(event.actor()).isEmpty());
  }
}
