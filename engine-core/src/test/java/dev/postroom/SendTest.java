package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.SuspendedException;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Suppression;
import dev.postroom.policy.Usage;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.ScriptedTransport.HandedOver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choke point: whatever is said against a message is said of each recipient, and explained, and nothing of it is half done. */
class SendTest {
  private static final EmailAddress A = EmailAddress.parse("a@remote.example");
  private static final EmailAddress B = EmailAddress.parse("b@remote.example");
  private static final OutgoingMessage TO_A = OutgoingMessage.to("a@remote.example").text("Hello.");
  private static final OutgoingMessage TO_BOTH = TO_A.addTo(Addressee.of(B));

  @TempDir
  Path folder;

  private Office office;
  private MailboxSession session;

  @BeforeEach
  void open() {
    office = new Office(folder, options -> options.maxRecipients(5).maxMessageSize(20_000));
    session = office.session;
  }

  @AfterEach
  void close() {
    office.close();
  }

  /** What is answered, which was explained before with the same words and a rule of this kind, and changed nothing. */
  private void assertAnswer(MailboxSession from, OutgoingMessage message, Class<?> rule, String... words) {
    Usage.Counts before = from.policy().usage().today();
    List<Explanation> explained = from.explain(message);
    assertThat(from.policy().usage().today().sends()).isEqualTo(before.sends());
    assertThat(from.policy().usage().today().recipients()).isEqualTo(before.recipients());
    assertThat(explained.stream().map(one -> Office.word(one.outcome()))).containsExactly(words);
    assertThat(explained).filteredOn(one -> !Office.word(one.outcome()).equals("QUEUED"))
        .allSatisfy(one -> assertThat(one.rule()).get().isInstanceOf(rule));

    SendReceipt receipt = from.send(message);
    assertThat(Office.words(receipt)).containsExactly(words);
    assertThat(receipt.sent().isPresent()).isEqualTo(List.of(words).contains("QUEUED"));
  }

  private void assertNothingKept() {
    assertThat(session.list(MessageQuery.all())).isEmpty();
    assertThat(session.deliveries().list(Set.of(), PageRequest.first())).isEmpty();
    assertThat(office.events(EventType.MESSAGE_QUEUED)).isEmpty();
    assertThat(session.policy().usage().today().sends()).isZero();
  }

  @Test
  void nobody_writes_from_an_address_that_is_not_his() {
    Room.mailbox(office.acme, "sales@acme.example");
    office.otherCustomer();
    for (String foreign : List.of("sales@acme.example", "nobody@acme.example", "sales@globex.example",
        "ceo@bank.example")) {
      assertAnswer(session, OutgoingMessage.to("a@remote.example").from(EmailAddress.parse(foreign)),
          Explanation.ByForm.class, "NOT_OWN_ADDRESS");
    }
    assertNothingKept();
  }

  @Test
  void nobody_writes_from_a_domain_that_is_not_confirmed() {
    DomainAdmin claimed = office.acme.claimDomain("new.example");
    office.support.addAlias(EmailAddress.parse("support@new.example"));
    OutgoingMessage message = OutgoingMessage.to("a@remote.example").from(EmailAddress.parse("support@new.example"));
    assertAnswer(session, message, Explanation.ByForm.class, "NOT_CONFIRMED");
    assertNothingKept();

    claimed.confirm();
    assertAnswer(session, message, Explanation.ByForm.class, "QUEUED");
  }

  @Test
  void suppressed_recipients_are_refused_for_the_mailbox_and_the_workspace_and_no_other() {
    session.policy().suppress(A, Suppression.Reason.MANUAL, Optional.empty());
    assertAnswer(session, TO_BOTH, Explanation.BySuppression.class, "SUPPRESSED", "QUEUED");
    MailboxSession sales = Room.mailbox(office.acme, "sales@acme.example").session();
    assertAnswer(sales, TO_A, Explanation.BySuppression.class, "QUEUED");

    office.awaitQuiet();
    office.acme.session().policy().suppress(B, Suppression.Reason.UNSUBSCRIBE, Optional.empty());
    assertAnswer(sales, TO_BOTH, Explanation.BySuppression.class, "QUEUED", "SUPPRESSED");
    assertAnswer(session, TO_BOTH, Explanation.BySuppression.class, "SUPPRESSED", "SUPPRESSED");
    assertAnswer(office.otherCustomer(), TO_BOTH, Explanation.BySuppression.class, "QUEUED", "QUEUED");
  }

  @Test
  void of_lists_the_narrowest_wins() {
    AddressPattern domain = AddressPattern.orBelow(DomainName.of("example"));
    office.room.engine.tenants()
        .create("product")
        .session()
        .policy()
        .addEntry(ListEntry.Direction.SEND, ListEntry.Verdict.BLOCK, domain);
    assertAnswer(session, TO_A, Explanation.ByList.class, "BLOCKED");
    assertAnswer(office.otherCustomer(), TO_A, Explanation.ByList.class, "BLOCKED");

    office.acme.session()
        .policy()
        .addEntry(ListEntry.Direction.SEND, ListEntry.Verdict.ALLOW,
            AddressPattern.of(DomainName.of("remote.example")));
    assertAnswer(session, TO_BOTH, Explanation.ByList.class, "QUEUED", "QUEUED");
    assertAnswer(office.otherCustomer(), TO_A, Explanation.ByList.class, "BLOCKED");

    office.awaitQuiet();
    session.policy().addEntry(ListEntry.Direction.SEND, ListEntry.Verdict.BLOCK, AddressPattern.of(A));
    assertAnswer(session, TO_BOTH, Explanation.ByList.class, "BLOCKED", "QUEUED");
  }

  @Test
  void too_many_recipients_are_refused_all_of_them() {
    OutgoingMessage message = TO_A;
    for (int i = 0; i < 5; i++) {
      message = message.addBcc(Addressee.of(EmailAddress.parse("r" + i + "@remote.example")));
    }
    assertAnswer(session, message, Explanation.ByForm.class,
        IntStream.range(0, 6).mapToObj(i -> "TOO_MANY_RECIPIENTS").toArray(String[]::new));
    assertNothingKept();
  }

  @Test
  void a_message_without_recipients_far_ahead_or_with_a_huge_header_is_a_mistake() {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> session.send(OutgoingMessage.ofText("a")))
        .withMessage("recipients: 0 (expected: 1..1000)");
    OutgoingMessage wordy = IntStream.range(0, 100)
        .boxed()
        .reduce(TO_A, (message, i) -> message.addHeader("X-Own-" + i, "\u00FC".repeat(2_000)), (one, two) -> two);
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> wordy.addHeader("X-More", "a"))
        .withMessage("headers: 101 (expected: 0..100)");
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> session.send(wordy))
        .withMessageMatching("header octets: \\d+ \\(expected: at most 500000\\)");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> session.send(TO_A.sendAt(Room.OPENING.plus(Duration.ofDays(400)))));
    assertNothingKept();
  }

  @Test
  void an_address_named_twice_is_one_recipient() {
    OutgoingMessage twice = TO_A.addCc(Addressee.of("Anna", EmailAddress.parse("A@remote.EXAMPLE")));
    assertAnswer(session, twice, Explanation.ByForm.class, "QUEUED");
    office.awaitQuiet();
    assertThat(office.transport.handedOver()).hasSize(1);
  }

  @Test
  void what_is_too_large_is_refused_and_takes_nothing_of_the_limits() {
    office.support.setLimits(Limits.none().sends(1, Limit.Window.HOUR).recipients(1, Limit.Window.DAY));
    OutgoingMessage large = TO_A.addAttachment(OutgoingAttachment.of("a", "text/plain", new byte[20_000]));
    for (int i = 0; i < 3; i++) {
      assertAnswer(session, large, Explanation.ByForm.class, "TOO_LARGE");
    }
    assertNothingKept();
    assertAnswer(session, TO_A, Explanation.ByForm.class, "QUEUED");
  }

  @Test
  void what_can_never_be_within_a_limit_is_refused() {
    office.support.setLimits(Limits.none().recipients(1, Limit.Window.HOUR));
    assertAnswer(session, TO_BOTH, Explanation.ByLimit.class, "OVER_LIMIT", "OVER_LIMIT");
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUEUED");
  }

  @Test
  void rates_and_quotas_defer_at_every_level_and_let_go_on_later() {
    office.acme.setLimits(Limits.none().sends(1, Limit.Window.HOUR));
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUEUED");
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "RATE");
    office.room.clock.advance(Duration.ofHours(1));
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUEUED");

    office.acme.setLimits(Limits.none());
    office.room.engine.tenants().create("product").setLimits(Limits.none().sends(3, Limit.Window.DAY));
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUEUED");
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUOTA");
    office.room.clock.advance(Duration.ofDays(1));
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUEUED");
  }

  @Test
  void the_limit_of_a_key_is_its_own() {
    IssuedKey key = office.support.issueKey("agent", Role.READ_WRITE);
    office.support.setKeyLimits(key.id(), Limits.none().sends(1, Limit.Window.HOUR));
    MailboxSession agent = office.room.engine.keyedAccess().openMailbox(key.key());
    assertAnswer(agent, TO_A, Explanation.ByLimit.class, "QUEUED");
    assertAnswer(agent, TO_A, Explanation.ByLimit.class, "RATE");
    assertAnswer(session, TO_A, Explanation.ByLimit.class, "QUEUED");
  }

  @Test
  void a_paused_mailbox_defers() {
    session.policy().pauseSending();
    assertAnswer(session, TO_A, Explanation.ByPause.class, "PAUSED");
    assertNothingKept();
    session.policy().resumeSending();
    assertAnswer(session, TO_A, Explanation.ByPause.class, "QUEUED");
  }

  @Test
  void a_suspended_mailbox_sends_nothing() {
    office.support.suspend();
    assertThatExceptionOfType(SuspendedException.class).isThrownBy(() -> session.send(TO_A));
    office.support.resume();
    assertNothingKept();
  }

  @Test
  void who_is_suppressed_after_being_queued_is_not_written_to() {
    DeliveryId delivery = Office.delivery(session.send(TO_A.sendAt(Room.OPENING.plusSeconds(60))));
    session.policy().suppress(A, Suppression.Reason.UNSUBSCRIBE, Optional.empty());
    office.room.clock.advance(Duration.ofMinutes(1));

    assertThat(office.awaitState(delivery, DeliveryState.SUPPRESSED).attempts()).isZero();
    assertThat(office.transport.handedOver()).isEmpty();
    assertThat(office.events(EventType.DELIVERY_SUPPRESSED)).hasSize(1);
  }

  @Test
  void hidden_recipients_are_in_the_envelope_and_never_in_the_header() {
    session.send(TO_A.addBcc(Addressee.of("Hidden", EmailAddress.parse("hidden@secret.example"))));
    office.awaitQuiet();

    assertThat(office.transport.handedOver("hidden@secret.example")).hasSize(1);
    assertThat(office.transport.handedOver())
        .allSatisfy(one -> assertThat(one.content().toLowerCase(Locale.ROOT)).doesNotContain("bcc")
            .doesNotContain("hidden"));
  }

  @Test
  void a_tagged_address_of_ones_own_may_be_written_from_and_an_alias_answers_as_itself() {
    assertAnswer(session, OutgoingMessage.to("a@remote.example").from(EmailAddress.parse("support+7@acme.example")),
        Explanation.ByForm.class, "QUEUED");
    office.support.addAlias(EmailAddress.parse("help@acme.example"));
    office.room.receive(Room.letter("Hello", "Help."), "help@acme.example");
    MessageSummary received = session.list(MessageQuery.inbox()).items().get(0);
    SendReceipt answer = session.reply(received.id(), "We help.");
    office.awaitQuiet();

    assertThat(answer.sent().orElseThrow().thread()).isEqualTo(received.thread());
    assertThat(office.transport.handedOver("a@remote.example").get(0).content())
        .contains("From: support+7@acme.example");
    HandedOver handedOver = office.transport.handedOver("customer@remote.example").get(0);
    assertThat(handedOver.content()).contains("From: help@acme.example").contains("In-Reply-To: <");
    assertThat(handedOver.sender().address().orElseThrow().domain()).contains(DomainName.of("acme.example"));
  }

  @Test
  void a_sent_message_is_listed_and_its_octets_are_those_that_left_but_for_the_signature() throws IOException {
    DomainAdmin domain = office.acme.findDomain("acme.example").orElseThrow();
    domain.rotateDkim();
    domain.activateDkim();
    MessageId message = session.send(TO_A.subject("News")).sent().orElseThrow().message();
    office.awaitQuiet();

    assertThat(session.list(MessageQuery.sent())).extracting(MessageSummary::id).containsExactly(message);
    assertThat(session.list(MessageQuery.inbox())).isEmpty();
    String left = office.transport.handedOver().get(0).content();
    assertThat(left).startsWith("DKIM-Signature:");
    try (InputStream raw = session.openRaw(message)) {
      String kept = new String(raw.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(kept).doesNotContain("DKIM-Signature");
      assertThat(left).endsWith("\r\n" + kept);
    }
  }

  @Test
  void an_answer_to_what_was_sent_comes_into_its_thread() {
    SendReceipt.Sent sent = session.send(OutgoingMessage.to("customer@remote.example").subject("Hello"))
        .sent()
        .orElseThrow();
    office.awaitQuiet();
    office.room.receive(Room.letter("Re: Hello", "Yes.")
        .replace("MIME-Version",
            "In-Reply-To: " + sent.internetMessageId() + "\nMIME-Version"),
        "support@acme.example");

    assertThat(session.list(MessageQuery.inbox()).items().get(0).thread()).isEqualTo(sent.thread());
  }

  @Test
  void what_is_scheduled_can_be_given_another_time_or_be_called_back() {
    SendReceipt later = session.send(TO_A.sendAt(Room.OPENING.plus(Duration.ofHours(5))));
    SendReceipt never = session.send(TO_BOTH.sendAt(Room.OPENING.plus(Duration.ofHours(1))));
    MessageId calledBack = never.sent().orElseThrow().message();
    assertThat(session.deliveries().cancel(calledBack)).isEqualTo(2);
    assertThat(session.deliveries().cancel(calledBack)).isZero();
    assertThat(office.events(EventType.DELIVERY_CANCELLED)).hasSize(2);
    Outcomes.assertFails(FailureReason.WRONG_STATE,
        () -> session.deliveries().reschedule(calledBack, Room.OPENING));
    Outcomes.assertFails(FailureReason.WRONG_STATE, () -> session.deliveries().retry(Office.delivery(never)));
    session.delete(calledBack);

    session.deliveries().reschedule(later.sent().orElseThrow().message(), Room.OPENING.minusSeconds(60));
    office.awaitState(Office.delivery(later), DeliveryState.DELIVERED);
    Outcomes.assertFails(FailureReason.WRONG_STATE,
        () -> session.deliveries().reschedule(later.sent().orElseThrow().message(), Room.OPENING));
    assertThat(office.transport.handedOver()).hasSize(1);
  }

  @Test
  void what_is_on_its_way_to_one_of_two_cannot_be_given_another_time() {
    office.transport.always("busy.example", ScriptedTransport.notNow(451, "4.3.0"));
    SendReceipt receipt = session.send(TO_A.addTo(Addressee.of(EmailAddress.parse("b@busy.example"))));
    office.awaitState(Office.delivery(receipt), DeliveryState.DELIVERED);

    Outcomes.assertFails(FailureReason.WRONG_STATE, () -> session.deliveries()
        .reschedule(receipt.sent().orElseThrow().message(), Room.OPENING.plus(Duration.ofHours(1))));
  }

  @Test
  void what_is_on_its_way_cannot_be_deleted() {
    office.transport.hold();
    SendReceipt receipt = session.send(TO_A);
    MessageId message = receipt.sent().orElseThrow().message();
    Outcomes.assertFails(FailureReason.WRONG_STATE, () -> session.delete(message));
    office.transport.release();
    office.awaitState(Office.delivery(receipt), DeliveryState.DELIVERED);
    session.delete(message);
    assertThat(session.list(MessageQuery.all())).isEmpty();
  }

  @Test
  void without_a_transport_only_mailboxes_of_this_engine_are_delivered_to() {
    Room room = new Room(folder);
    try (room) {
      MailboxSession alone = Room.mailbox(room.workspace("acme"), "support@acme.example").session();
      Room.mailbox(room.workspace("globex"), "sales@globex.example");
      assertThat(Office.words(alone.send(TO_A.addTo(Addressee.of(EmailAddress.parse("sales@globex.example"))))))
          .containsExactly("NOT_DELIVERABLE", "QUEUED");
    }
  }

  @Test
  void what_is_under_way_when_the_engine_closes_ends_and_what_waits_leaves_after_a_restart() {
    office.transport.hold();
    for (int i = 0; i < 30; i++) {
      session.send(TO_A);
    }
    await().until(() -> office.transport.underWay() == 20);
    assertThat(office.transport.mostUnderWay()).isEqualTo(20);
    office.transport.release();
    office = office.reopened();
    office.awaitQuiet();

    assertThat(office.transport.handedOver()).hasSize(30);
    assertThat(office.transport.handedOver().stream().map(HandedOver::sender).distinct()).hasSize(30);
  }
}
