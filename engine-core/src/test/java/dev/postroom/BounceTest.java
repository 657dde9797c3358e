package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.ReputationRule;
import dev.postroom.policy.SendingPause;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxSession;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes back is believed when it proves that it is about mail that this very mailbox sent, and then it has consequences. */
class BounceTest {
  private static final ReversePath NOBODY = ReversePath.ofNull();
  private static final String RECIPIENT = "a@remote.example";

  @TempDir
  Path folder;

  private Office office;

  /** A delivery that was taken, and the return path that the other side saw. */
  private record Sent(SendReceipt receipt, DeliveryId delivery, String returnPath, String messageId) {}

  @BeforeEach
  void open() {
    office = new Office(folder, options -> options.reputation(new ReputationRule(7, 4, 0.5, 0.5)));
  }

  @AfterEach
  void close() {
    office.close();
  }

  private Sent sent(String recipient) {
    return sent(office.session, recipient);
  }

  private Sent sent(MailboxSession from, String recipient) {
    SendReceipt receipt = from.send(OutgoingMessage.to(recipient).subject("News").text("There are some."));
    DeliveryId delivery = Office.delivery(receipt);
    await().until(() -> from.deliveries().read(delivery).state() == DeliveryState.DELIVERED);
    List<ScriptedTransport.HandedOver> handedOver = office.transport.handedOver(recipient);
    String returnPath = handedOver.get(handedOver.size() - 1).sender().address().orElseThrow().toString();
    return new Sent(receipt, delivery, returnPath, receipt.sent().orElseThrow().internetMessageId());
  }

  private DeliveryState state(Sent sent) {
    return office.session.deliveries().read(sent.delivery()).state();
  }

  private boolean isSuppressed(String address) {
    return office.session.policy().findSuppression(EmailAddress.parse(address)).isPresent();
  }

  private void assertNothingChanged(Sent sent) {
    assertThat(state(sent)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(isSuppressed(RECIPIENT)).isFalse();
    assertThat(office.events(EventType.DELIVERY_BOUNCED, EventType.SUPPRESSION_ADDED, EventType.COMPLAINT_RECEIVED))
        .isEmpty();
  }

  @Test
  void a_bounce_to_the_return_path_settles_its_delivery_and_suppresses_the_recipient() {
    Sent sent = sent(RECIPIENT);
    Disposition kept = office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", "<x@y.example>"));

    assertThat(kept).isInstanceOf(Disposition.Stored.class);
    Delivery delivery = office.session.deliveries().read(sent.delivery());
    assertThat(delivery.state()).isEqualTo(DeliveryState.BOUNCED);
    assertThat(delivery.status()).hasToString("Optional[5.1.1]");
    Suppression suppression =
        office.session.policy().findSuppression(EmailAddress.parse(RECIPIENT)).orElseThrow();
    assertThat(suppression.reason()).isEqualTo(Suppression.Reason.HARD_BOUNCE);
    assertThat(suppression.source()).contains(sent.delivery());
    assertThat(office.events(EventType.DELIVERY_BOUNCED)).singleElement()
        .satisfies(event -> assertThat(event.detail()).contains(sent.delivery().toString()));
    assertThat(Office.words(office.session.send(OutgoingMessage.to("A@Remote.EXAMPLE"))))
        .as("normalised on both sides")
        .containsExactly("SUPPRESSED");
    assertThat(Office.words(office.otherCustomer().send(OutgoingMessage.to(RECIPIENT))))
        .as("of no concern to another customer")
        .containsExactly("QUEUED");
  }

  @ParameterizedTest
  @CsvSource({"5.1.1, true", "5.1.2, true", "5.1.6, true", "5.1.10, true", "5.2.2, false", "5.7.1, false",
      "5.0.0, false", "4.4.1, false"})
  void only_what_says_that_there_is_no_such_address_suppresses_it(String status, boolean suppresses) {
    Sent sent = sent(RECIPIENT);
    office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, status, "<x@y.example>"));

    assertThat(state(sent)).isEqualTo(DeliveryState.BOUNCED);
    assertThat(isSuppressed(RECIPIENT)).isEqualTo(suppresses);
    assertThat(office.events(EventType.SUPPRESSION_ADDED)).hasSize(suppresses ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"550, 5.1.1, true", "550, 5.7.1, false", "552, 5.2.2, false", "550, 5.0.0, false"})
  void a_refused_hand_over_bounces_at_once(int code, String status, boolean suppresses) {
    office.transport.next(RECIPIENT, ScriptedTransport.never(code, status));
    DeliveryId delivery = Office.delivery(office.session.send(OutgoingMessage.to(RECIPIENT)));

    assertThat(office.awaitState(delivery, DeliveryState.BOUNCED).status()).hasToString("Optional[" + status + "]");
    assertThat(office.events(EventType.DELIVERY_BOUNCED)).hasSize(1);
    assertThat(office.events(EventType.SUPPRESSION_ADDED)).hasSize(suppresses ? 1 : 0);
    await().until(() -> isSuppressed(RECIPIENT) == suppresses);
  }

  @ParameterizedTest
  @CsvSource({"550, 5.1.1", "550, 5.1.2", "550, 5.1.10", "556, 5.0.0"})
  void a_sender_that_is_refused_suppresses_no_recipient_whatever_is_said_of_its_address(int code, String status) {
    office.transport.next(RECIPIENT, ScriptedTransport.neverFrom(code, status));
    DeliveryId delivery = Office.delivery(office.session.send(OutgoingMessage.to(RECIPIENT)));

    assertThat(office.awaitState(delivery, DeliveryState.BOUNCED).status()).hasToString("Optional[" + status + "]");
    assertThat(isSuppressed(RECIPIENT)).isFalse();
  }

  @Test
  void a_refusal_for_now_neither_bounces_nor_suppresses() {
    office.transport.next(RECIPIENT, ScriptedTransport.notNow(450, "4.1.1"));
    DeliveryId delivery = Office.delivery(office.session.send(OutgoingMessage.to(RECIPIENT)));
    await().until(() -> office.session.deliveries().read(delivery).attempts() == 1
        && office.session.deliveries().read(delivery).state() == DeliveryState.WAITING);

    assertThat(isSuppressed(RECIPIENT)).isFalse();
    office.session.deliveries().retry(delivery);
    office.awaitState(delivery, DeliveryState.DELIVERED);
  }

  @Test
  void a_report_of_a_message_that_was_deleted_meanwhile_counts() {
    Sent bounced = sent(RECIPIENT);
    Sent complainedOf = sent("b@remote.example");
    delete(bounced);
    delete(complainedOf);
    office.room.clock.advance(Duration.ofDays(14));
    office.receive(NOBODY, bounced.returnPath(), Reports.failed(RECIPIENT, "5.1.1", bounced.messageId()));
    office.receive(ReversePath.of(EmailAddress.parse("fbl@remote.example")), "support@acme.example",
        Reports.complaint(complainedOf.returnPath(), complainedOf.messageId()));

    assertThat(state(bounced)).isEqualTo(DeliveryState.BOUNCED);
    assertThat(isSuppressed(RECIPIENT)).isTrue();
    assertThat(isSuppressed("b@remote.example")).isTrue();
    assertThat(office.session.policy().usage().today().bounced()).isEqualTo(1);
    assertThat(office.session.policy().usage().today().complaints()).isEqualTo(1);
    assertThat(office.session.deliveries().list(Set.of(), PageRequest.first()).items()).extracting(Delivery::id)
        .containsExactlyInAnyOrder(bounced.delivery(), complainedOf.delivery());
    Outcomes.assertFails(FailureReason.NOT_FOUND, () -> office.session.deliveries().ofMessage(message(bounced)));
  }

  @Test
  void a_report_of_a_message_that_is_forgotten_finds_nobody() {
    Sent sent = sent(RECIPIENT);
    delete(sent);
    office.room.clock.advance(Duration.ofDays(31));
    delete(sent("b@remote.example"));

    assertThat(office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId())))
        .isInstanceOf(Disposition.Rejected.class);
    Outcomes.assertFails(FailureReason.NOT_FOUND, () -> office.session.deliveries().read(sent.delivery()));
    assertThat(isSuppressed(RECIPIENT)).isFalse();
  }

  private static MessageId message(Sent sent) {
    return sent.receipt().sent().orElseThrow().message();
  }

  private void delete(Sent sent) {
    office.awaitQuiet();
    office.session.delete(message(sent));
  }

  @Test
  void a_second_report_of_the_same_delivery_changes_nothing_more() {
    Sent sent = sent(RECIPIENT);
    office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", "<x@y.example>"));
    office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", "<x@y.example>"));

    assertThat(office.events(EventType.DELIVERY_BOUNCED)).hasSize(1);
    assertThat(office.session.policy().usage().today().bounced()).isEqualTo(1);
  }

  @Test
  void a_report_of_a_delay_changes_nothing() {
    Sent sent = sent(RECIPIENT);
    office.receive(NOBODY, sent.returnPath(),
        Reports.delivery(RECIPIENT, "delayed", "4.4.1", sent.messageId()));

    assertNothingChanged(sent);
  }

  @Test
  void a_report_that_is_faster_than_the_settling_of_its_hand_over_counts() {
    office.transport.hold();
    SendReceipt receipt = office.session.send(OutgoingMessage.to(RECIPIENT));
    DeliveryId delivery = Office.delivery(receipt);
    await().until(() -> office.transport.underWay() == 1);
    office.receive(NOBODY, "support@acme.example",
        Reports.failed(RECIPIENT, "5.1.1", receipt.sent().orElseThrow().internetMessageId()));
    office.transport.release();
    await().until(() -> office.transport.underWay() == 0);

    assertThat(office.awaitState(delivery, DeliveryState.BOUNCED).attempts()).isEqualTo(1);
    assertThat(isSuppressed(RECIPIENT)).isTrue();
    assertThat(office.events(EventType.DELIVERY_TAKEN)).isEmpty();
  }

  @Test
  void a_report_to_the_mailbox_itself_counts_by_the_message_id_of_a_message_to_one() {
    Sent sent = sent(RECIPIENT);
    office.receive(NOBODY, "support@acme.example", Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));

    assertThat(state(sent)).isEqualTo(DeliveryState.BOUNCED);
    assertThat(isSuppressed(RECIPIENT)).isTrue();
  }

  @Test
  void a_report_by_the_message_id_of_a_message_to_two_changes_nothing() {
    SendReceipt receipt = office.session.send(OutgoingMessage.to(RECIPIENT)
        .addTo(Addressee.of(EmailAddress.parse("b@remote.example")))
        .text("Hello."));
    Sent sent = new Sent(receipt, Office.delivery(receipt), "", receipt.sent().orElseThrow().internetMessageId());
    office.awaitState(sent.delivery(), DeliveryState.DELIVERED);
    office.receive(NOBODY, "support@acme.example", Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));

    assertNothingChanged(sent);
  }

  @Test
  void a_return_path_of_our_own_making_is_refused_for_any_other() {
    Sent sent = sent(RECIPIENT);
    String altered = altered(sent.returnPath());
    String elsewhere = sent.returnPath().replace("@acme.example", "@globex.example");
    office.otherCustomer();

    assertThat(office.receive(NOBODY, altered, Reports.failed(RECIPIENT, "5.1.1", sent.messageId())))
        .isInstanceOf(Disposition.Rejected.class);
    assertThat(office.receive(NOBODY, elsewhere, Reports.failed(RECIPIENT, "5.1.1", sent.messageId())))
        .isInstanceOf(Disposition.Rejected.class);
    assertNothingChanged(sent);
  }

  private static String altered(String returnPath) {
    int digit = returnPath.indexOf('@') - 1;
    return returnPath.substring(0, digit) + (returnPath.charAt(digit) == '0' ? '1' : '0')
        + returnPath.substring(digit + 1);
  }

  @Test
  void a_return_path_is_an_address_of_the_new_owner_when_its_domain_is_anothers() {
    Sent sent = sent(RECIPIENT);
    office.acme.findDomain("acme.example").orElseThrow().release();
    assertThat(office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId())))
        .as("nobody's")
        .isInstanceOf(Disposition.Rejected.class);
    DomainAdmin taken = office.room.workspace("new owner").claimDomain("acme.example").confirm();
    assertThat(office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId())))
        .as("that of no mailbox of the new owner")
        .isInstanceOf(Disposition.Rejected.class);
    MailboxAdmin all = taken.createMailbox("all");
    taken.setCatchAll(all);

    assertThat(office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId())))
        .isInstanceOfSatisfying(Disposition.Stored.class,
            stored -> assertThat(stored.mailbox()).isEqualTo(all.id()));
    assertThat(all.session().list(MessageQuery.unread())).as("no report of what it sent").hasSize(1);
    assertNothingChanged(sent);
  }

  @Test
  void a_return_path_counts_again_when_its_domain_comes_back() {
    Sent sent = sent(RECIPIENT);
    office.acme.findDomain("acme.example").orElseThrow().release();
    office.acme.claimDomain("acme.example").confirm();
    office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));

    assertThat(state(sent)).isEqualTo(DeliveryState.BOUNCED);
  }

  @Test
  void a_return_path_on_a_platform_domain_counts() {
    office.room.engine.addPlatformDomain("platform.example");
    MailboxSession platform = office.acme.createMailbox(NewMailbox.at("acme@platform.example")).session();
    Sent sent = sent(platform, RECIPIENT);
    office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));

    assertThat(sent.returnPath()).endsWith("@platform.example");
    assertThat(platform.deliveries().read(sent.delivery()).state()).isEqualTo(DeliveryState.BOUNCED);
  }

  @Test
  void a_report_that_has_a_sender_is_none() {
    Sent sent = sent(RECIPIENT);
    ReversePath somebody = ReversePath.of(EmailAddress.parse("mallory@evil.example"));
    office.receive(somebody, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));

    assertNothingChanged(sent);
  }

  @Test
  void a_report_to_another_mailbox_changes_nothing_of_this_one() {
    Sent sent = sent(RECIPIENT);
    office.otherCustomer();
    Room.mailbox(office.acme, "sales@acme.example");
    office.receive(NOBODY, "sales@globex.example", Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));
    office.receive(NOBODY, "sales@acme.example", Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));
    office.receive(ReversePath.of(EmailAddress.parse("fbl@remote.example")), "sales@globex.example",
        Reports.complaint(sent.returnPath(), sent.messageId()));

    assertNothingChanged(sent);
  }

  @Test
  void a_report_of_one_delivery_settles_no_other_of_the_same_message() {
    SendReceipt receipt = office.session.send(OutgoingMessage.to(RECIPIENT)
        .addTo(Addressee.of(EmailAddress.parse("b@remote.example")))
        .text("Hello."));
    office.awaitQuiet();
    String returnPath =
        office.transport.handedOver("b@remote.example").get(0).sender().address().orElseThrow().toString();
    office.receive(NOBODY, returnPath, Reports.failed("b@remote.example", "5.1.1",
        receipt.sent().orElseThrow().internetMessageId()));

    List<DeliveryState> states = office.session.deliveries()
        .ofMessage(receipt.sent().orElseThrow().message())
        .stream()
        .map(Delivery::state)
        .toList();
    assertThat(states).containsExactlyInAnyOrder(DeliveryState.DELIVERED, DeliveryState.BOUNCED);
    assertThat(isSuppressed(RECIPIENT)).isFalse();
    assertThat(isSuppressed("b@remote.example")).isTrue();
  }

  @Test
  void a_report_is_kept_put_away_and_never_answered() {
    Sent sent = sent(RECIPIENT);
    office.receive(NOBODY, sent.returnPath(), Reports.failed(RECIPIENT, "5.1.1", sent.messageId()));

    MessageSummary report = office.session.list(MessageQuery.archived()).items().get(0);
    assertThat(office.session.list(MessageQuery.unread())).isEmpty();
    assertThat(office.session.autoReply(report.id(), "Thank you.").sent()).isEmpty();
    assertThat(office.session.autoReply(report.id(), "Thank you.").outcomes()).isEmpty();
  }

  @Test
  void a_complaint_suppresses_and_is_counted_once() {
    Sent sent = sent(RECIPIENT);
    ReversePath feedback = ReversePath.of(EmailAddress.parse("fbl@remote.example"));
    office.receive(feedback, "support@acme.example", Reports.complaint(sent.returnPath(), "<x@y.example>"));
    office.receive(feedback, "support@acme.example", Reports.complaint(sent.returnPath(), "<x@y.example>"));

    assertThat(office.session.policy().findSuppression(EmailAddress.parse(RECIPIENT)).orElseThrow().reason())
        .isEqualTo(Suppression.Reason.COMPLAINT);
    assertThat(office.events(EventType.COMPLAINT_RECEIVED)).hasSize(1);
    assertThat(office.session.policy().usage().today().complaints()).isEqualTo(1);
    assertThat(state(sent)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void a_complaint_with_an_altered_return_path_changes_nothing() {
    Sent sent = sent(RECIPIENT);
    office.receive(ReversePath.of(EmailAddress.parse("fbl@remote.example")), "support@acme.example",
        Reports.complaint(altered(sent.returnPath()), "<x@y.example>"));

    assertNothingChanged(sent);
  }

  @Test
  void too_many_bounces_pause_the_mailbox_past_the_minimum_volume_and_not_before() {
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sent.add(sent("r" + i + "@remote.example"));
      office.receive(NOBODY, sent.get(i).returnPath(),
          Reports.failed("r" + i + "@remote.example", "5.7.1", "<x@y.example>"));
    }
    assertThat(office.session.policy().pause()).isEmpty();

    Sent fourth = sent("r3@remote.example");
    assertThat(office.session.policy().pause()).isEmpty();
    office.receive(NOBODY, fourth.returnPath(), Reports.failed("r3@remote.example", "5.7.1", "<x@y.example>"));

    assertThat(office.session.policy().pause()).get()
        .extracting(SendingPause::cause)
        .isEqualTo(SendingPause.Cause.BOUNCE_RATE);
    assertThat(office.events(EventType.SENDING_PAUSED)).hasSize(1);
    assertThat(Office.words(office.session.send(OutgoingMessage.to("other@remote.example"))))
        .containsExactly("PAUSED");
    assertThat(Office.words(Room.mailbox(office.acme, "sales@acme.example")
        .session()
        .send(OutgoingMessage.to("other@remote.example")))).as("another mailbox goes on").containsExactly("QUEUED");
    office.session.policy().resumeSending();
    assertThat(Office.words(office.session.send(OutgoingMessage.to("other@remote.example"))))
        .containsExactly("QUEUED");
  }
}
