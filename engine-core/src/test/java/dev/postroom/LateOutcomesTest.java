package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.event.Event;
import dev.postroom.event.EventQuery;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxSession;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.testkit.ScriptedTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A change that is made after its caller was told that nobody knows counts from then on, whatever was asked meanwhile. */
@Timeout(180)
class LateOutcomesTest {
  private static final String UNKNOWN = Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX);
  private static final EmailAddress REMOTE = EmailAddress.parse("customer@remote.example");
  private static final OutgoingMessage LETTER = OutgoingMessage.to(REMOTE.toString()).subject("Hello").text("text");

  private final Queue<List<String>> answers = new ConcurrentLinkedQueue<>();
  private FaultyStore store;
  private Office office;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    office = new Office(folder, store, ScriptedTransport.direct(), options -> options);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private List<String> receive(String recipient) {
    return Outcomes.of(office.room.receive(Room.letter("Hello", "text"), recipient));
  }

  private List<String> send() {
    return Office.words(office.session.send(LETTER));
  }

  /** What has to ask the caches is asked while the change is under way. */
  private void madeLate(ThrowingCallable change, Runnable meanwhile) throws InterruptedException {
    store.failLate();
    assertFails(FailureReason.STORE_UNAVAILABLE, change);
    meanwhile.run();
    store.commitLate();
  }

  /** Whoever sends a message that is not stored yet and waits to be told. */
  private Thread sentLate() {
    Thread sender = new Thread(() -> {
      store.failLate();
      answers.add(receive("support@acme.example"));
    });
    sender.start();
    await().until(store::isLate);
    return sender;
  }

  /** Asks for all that a message from outside asks for, and stores none. */
  private void receiveHalf(String recipient) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> office.room.receive(FailingSource.after(new byte[1], new IOException("cut")), recipient));
  }

  private void receiveDeferred(String recipient) {
    assertThat(receive(recipient)).containsExactly(Outcomes.deferred(DeferReason.SEAL_UNAVAILABLE));
  }

  /** Asks for all that a message to the outside asks for, and queues none. */
  private void sendUnreadable() {
    OutgoingMessage unreadable = LETTER.addAttachment(OutgoingAttachment.of("a.txt", "text/plain",
        () -> FailingSource.after(new byte[1], new IOException("cut"))));
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> office.session.send(unreadable));
  }

  @Test
  void a_message_that_is_stored_late_is_said_to_be_stored_and_is_there_once() throws Exception {
    Thread sender = sentLate();
    store.commitLate();
    sender.join();

    assertThat(answers).containsExactly(List.of(Outcomes.STORED));
    assertThat(office.session.list(MessageQuery.all())).hasSize(1);
  }

  @Test
  void a_message_that_is_stored_late_is_said_to_be_stored_when_the_store_does_not_say_so_at_once() throws Exception {
    Thread sender = sentLate();
    store.onFault(store::mend);
    store.fail(FaultyStore.Fault.READ);
    store.commitLate();
    sender.join();

    assertThat(answers).containsExactly(List.of(Outcomes.STORED));
  }

  @Test
  void a_key_that_is_revoked_late_is_refused_from_then_on() throws InterruptedException {
    IssuedKey key = office.support.issueKey("key", Role.READ);
    MailboxSession open = office.room.engine.keyedAccess().openMailbox(key.key());

    madeLate(() -> office.support.revokeKey(key.id()), () -> open.list(MessageQuery.all()));
    assertFails(FailureReason.KEY_REVOKED, () -> open.list(MessageQuery.all()));
  }

  @Test
  void all_keys_that_are_revoked_late_are_refused_from_then_on() throws InterruptedException {
    IssuedKey key = office.support.issueKey("key", Role.READ);
    MailboxSession open = office.room.engine.keyedAccess().openMailbox(key.key());

    madeLate(office.acme::revokeAllKeys, () -> open.list(MessageQuery.all()));
    assertFails(FailureReason.KEY_REVOKED, () -> office.room.engine.keyedAccess().openMailbox(key.key()));
  }

  @Test
  void a_place_that_is_suspended_late_is_suspended_from_then_on() throws InterruptedException {
    IssuedKey key = office.support.issueKey("key", Role.READ);
    MailboxSession open = office.room.engine.keyedAccess().openMailbox(key.key());

    madeLate(office.acme::suspend, () -> open.list(MessageQuery.all()));
    assertFails(FailureReason.SUSPENDED, () -> open.list(MessageQuery.all()));
    assertThat(receive("support@acme.example")).containsExactly(Outcomes.deferred(DeferReason.SUSPENDED));
  }

  @Test
  void a_place_that_is_erased_late_is_nobodys_from_then_on_and_purged() throws InterruptedException {
    madeLate(office.support::erase, () -> receiveDeferred("support@acme.example"));
    assertThat(receive("support@acme.example")).containsExactly(UNKNOWN);
    await().untilAsserted(() -> assertThat(store.<List<?>>read(transaction -> transaction.unpurged(1))).isEmpty());
  }

  @Test
  void an_alias_that_is_added_late_is_routed_from_then_on() throws InterruptedException {
    madeLate(() -> office.support.addAlias(EmailAddress.parse("help@acme.example")),
        () -> assertThat(receive("help@acme.example")).containsExactly(UNKNOWN));
    assertThat(receive("help@acme.example")).containsExactly(STORED);
  }

  @Test
  void an_alias_that_is_removed_late_is_nobodys_from_then_on() throws InterruptedException {
    EmailAddress alias = EmailAddress.parse("help@acme.example");
    office.support.addAlias(alias);
    madeLate(() -> office.support.removeAlias(alias), () -> receiveHalf("help@acme.example"));
    assertThat(receive("help@acme.example")).containsExactly(UNKNOWN);
  }

  @Test
  void a_mailbox_that_is_created_late_is_routed_from_then_on() throws InterruptedException {
    madeLate(() -> office.acme.createMailbox(NewMailbox.at("desk@acme.example")),
        () -> assertThat(receive("desk@acme.example")).containsExactly(UNKNOWN));
    assertThat(receive("desk@acme.example")).containsExactly(STORED);
  }

  @Test
  void a_domain_that_is_confirmed_late_is_routed_from_then_on() throws InterruptedException {
    DomainAdmin other = office.acme.claimDomain("other.example");
    other.createMailbox("a");
    madeLate(other::confirm, () -> assertThat(receive("a@other.example")).containsExactly(UNKNOWN));
    assertThat(receive("a@other.example")).containsExactly(STORED);
  }

  @Test
  void a_quota_that_is_set_late_holds_from_then_on() throws InterruptedException {
    receive("support@acme.example");
    madeLate(() -> office.support.setQuota(1), () -> receiveHalf("support@acme.example"));
    assertThat(receive("support@acme.example")).containsExactly(Outcomes.deferred(DeferReason.MAILBOX_FULL));
  }

  @Test
  void limits_that_are_set_late_hold_from_then_on() throws InterruptedException {
    Limits none = Limits.none().sends(0, Limit.Window.HOUR);
    madeLate(() -> office.support.setLimits(none), this::sendUnreadable);
    assertThat(send()).containsExactly("OVER_LIMIT");
  }

  @Test
  void an_address_that_is_suppressed_late_is_not_written_to_from_then_on() throws InterruptedException {
    madeLate(() -> office.session.policy().suppress(REMOTE, Suppression.Reason.MANUAL, Optional.empty()),
        this::sendUnreadable);
    assertThat(send()).containsExactly("SUPPRESSED");
  }

  @Test
  void a_list_that_grows_late_holds_from_then_on() throws InterruptedException {
    madeLate(() -> office.session.policy()
        .addEntry(ListEntry.Direction.SEND, ListEntry.Verdict.BLOCK, AddressPattern.everyone()), this::sendUnreadable);
    assertThat(send()).containsExactly("BLOCKED");
  }

  @Test
  void what_is_sent_late_is_handed_over() throws InterruptedException {
    madeLate(this::send, () -> assertThat(office.transport.handedOver()).isEmpty());
    await().until(() -> office.transport.handedOver().size() == 1);
  }

  @Test
  void what_is_sent_late_and_asked_for_again_is_handed_over_once() throws InterruptedException {
    OutgoingMessage order = LETTER.idempotencyKey("order 1");
    madeLate(() -> office.session.send(order), () -> {
    });
    assertThat(Office.words(office.session.send(order))).containsExactly("QUEUED");
    office.awaitQuiet();
    assertThat(office.transport.handedOver()).hasSize(1);
  }

  @Test
  void who_waits_for_events_is_told_of_one_that_is_late() throws InterruptedException {
    Queue<Event> told = new ConcurrentLinkedQueue<>();
    try (Subscription subscription = office.session.subscribe(EventQuery.fromNow().only(EventType.SENDING_PAUSED),
        (event, cursor) -> told.add(event))) {
      madeLate(office.session.policy()::pauseSending, () -> assertThat(subscription.isActive()).isTrue());
      await().until(() -> told.size() == 1);
    }
  }

  @Test
  void an_engine_closes_before_it_is_decided() throws InterruptedException {
    store.failLate();
    assertFails(FailureReason.STORE_UNAVAILABLE, () -> office.acme.suspend());
    Thread closing = Thread.ofVirtual().start(office::close);
    store.commitLate();
    closing.join();
  }
}
