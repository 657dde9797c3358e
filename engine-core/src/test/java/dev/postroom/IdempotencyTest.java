package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.policy.Suppression;
import dev.postroom.testkit.Crowd;
import dev.postroom.testkit.ScriptedTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key, one message, however often it is asked for. */
class IdempotencyTest {
  private static final OutgoingMessage ORDER =
      OutgoingMessage.to("a@remote.example").subject("Your order").text("It is on its way.").idempotencyKey("order 1");

  @TempDir
  Path folder;

  private Office office;

  @BeforeEach
  void open() {
    office = new Office(folder);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private void assertSentOnce() {
    office.awaitQuiet();
    assertThat(office.session.list(MessageQuery.sent())).hasSize(1);
    assertThat(office.transport.handedOver()).hasSize(1);
  }

  @Test
  void the_same_again_is_answered_as_it_was_the_first_time() {
    SendReceipt first = office.session.send(ORDER);
    SendReceipt second = office.session.send(ORDER);

    assertThat(second).isEqualTo(first);
    assertSentOnce();
  }

  @Test
  void without_a_key_the_same_again_is_another_message() {
    OutgoingMessage message = OutgoingMessage.to("a@remote.example").text("Hello.");
    assertThat(office.session.send(message)).isNotEqualTo(office.session.send(message));
    office.awaitQuiet();
    assertThat(office.transport.handedOver()).hasSize(2);
  }

  @Test
  void a_partial_outcome_is_answered_again_word_for_word() {
    office.session.policy()
        .suppress(EmailAddress.parse("b@remote.example"), Suppression.Reason.MANUAL, Optional.empty());
    OutgoingMessage toBoth = ORDER.addTo(Addressee.of(EmailAddress.parse("b@remote.example")));
    SendReceipt first = office.session.send(toBoth);
    office.session.policy().unsuppress(EmailAddress.parse("b@remote.example"));

    assertThat(Office.words(first)).containsExactly("QUEUED", "SUPPRESSED");
    assertThat(office.session.send(toBoth)).isEqualTo(first);
    assertSentOnce();
  }

  @Test
  void it_is_known_after_a_restart() {
    SendReceipt first = office.session.send(ORDER);
    office = office.reopened();

    assertThat(office.session.send(ORDER)).isEqualTo(first);
    assertSentOnce();
  }

  @Test
  void it_is_known_after_a_rotation_of_keys() {
    SendReceipt first = office.session.send(ORDER);
    office.support.rotateEncryption();
    office.acme.rotateEncryption();

    assertThat(office.session.send(ORDER)).isEqualTo(first);
    assertSentOnce();
  }

  @Test
  void other_content_under_the_same_key_is_a_conflict() {
    office.session.send(ORDER);
    OutgoingMessage other =
        OutgoingMessage.to("a@remote.example").subject("Your order").text("It is late.").idempotencyKey("order 1");

    Outcomes.assertFails(FailureReason.IDEMPOTENCY_CONFLICT, () -> office.session.send(other));
    assertSentOnce();
  }

  @Test
  void a_reply_is_something_else_than_a_message_with_the_same_words() {
    office.room.receive(Room.letter("Hello", "Help."), "support@acme.example");
    var original = office.session.list(MessageQuery.inbox()).items().get(0).id();
    OutgoingMessage words = OutgoingMessage.to("customer@remote.example").subject("S").text("T").idempotencyKey("k");
    office.session.send(words);

    Outcomes.assertFails(FailureReason.IDEMPOTENCY_CONFLICT, () -> office.session.reply(original, words));
  }

  @Test
  void while_it_is_under_way_it_may_be_asked_again() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    OutgoingMessage slow = ORDER.addAttachment(OutgoingAttachment.of("a.txt", "text/plain", () -> {
      reading.countDown();
      awaited(goOn);
      return new ByteArrayInputStream(new byte[1]);
    }));
    CompletableFuture<SendReceipt> first = CompletableFuture.supplyAsync(() -> office.session.send(slow));
    reading.await();

    Outcomes.assertFails(FailureReason.IDEMPOTENCY_IN_FLIGHT, () -> office.session.send(ORDER));
    goOn.countDown();
    SendReceipt receipt = first.get();
    assertThat(office.session.send(slow)).isEqualTo(receipt);
    assertSentOnce();
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_attempt_that_queued_nothing_frees_the_key() {
    EmailAddress recipient = EmailAddress.parse("a@remote.example");
    office.session.policy().suppress(recipient, Suppression.Reason.MANUAL, Optional.empty());
    SendReceipt nothing = office.session.send(ORDER);
    office.session.policy().unsuppress(recipient);

    assertThat(nothing.sent()).isEmpty();
    assertThat(Office.words(nothing)).containsExactly(RefusalReason.SUPPRESSED.name());
    assertThat(Office.words(office.session.send(ORDER))).containsExactly("QUEUED");
    assertSentOnce();
  }

  @Test
  void an_attempt_that_failed_frees_the_key() {
    OutgoingMessage unreadable = OutgoingMessage.to("a@remote.example")
        .idempotencyKey("order 1")
        .addAttachment(OutgoingAttachment.of("a.txt", "text/plain",
            () -> FailingSource.after(new byte[1], new IOException("told to fail"))));
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> office.session.send(unreadable));

    assertThat(Office.words(office.session.send(ORDER))).containsExactly("QUEUED");
    assertSentOnce();
  }

  @Test
  void keys_of_other_mailboxes_are_other_keys() {
    office.session.send(ORDER);
    assertThat(Office.words(office.otherCustomer().send(ORDER))).containsExactly("QUEUED");
    assertThat(Office.words(Room.mailbox(office.acme, "sales@acme.example").session().send(ORDER)))
        .containsExactly("QUEUED");
    OutgoingMessage other = OutgoingMessage.to("b@remote.example").idempotencyKey("order 1");
    Outcomes.assertFails(FailureReason.IDEMPOTENCY_CONFLICT, () -> office.session.send(other));
  }

  @Test
  void after_its_message_was_deleted_the_same_again_is_answered_as_the_first_time_and_sends_nothing() {
    SendReceipt first = sentAndDeleted(ORDER);
    assertThat(office.session.send(ORDER)).isEqualTo(first);
    OutgoingMessage other = OutgoingMessage.to("a@remote.example").text("It is late.").idempotencyKey("order 1");
    Outcomes.assertFails(FailureReason.IDEMPOTENCY_CONFLICT, () -> office.session.send(other));

    office.support.rotateEncryption();
    office = office.reopened();
    assertThat(office.session.send(ORDER)).as("after a restart and a rotation").isEqualTo(first);
    office.awaitQuiet();
    assertThat(office.session.list(MessageQuery.sent())).isEmpty();
    assertThat(office.transport.handedOver()).hasSize(1);
  }

  private SendReceipt sentAndDeleted(OutgoingMessage message) {
    SendReceipt receipt = office.session.send(message);
    office.awaitQuiet();
    office.session.delete(receipt.sent().orElseThrow().message());
    return receipt;
  }

  @Test
  void a_key_is_known_for_thirty_days_after_its_message_was_deleted_and_free_some_time_later() {
    SendReceipt first = sentAndDeleted(ORDER);
    office.room.clock.advance(Duration.ofDays(30));
    sentAndDeleted(OutgoingMessage.to("b@remote.example").text("Another."));
    assertThat(office.session.send(ORDER)).isEqualTo(first);

    office.room.clock.advance(Duration.ofSeconds(1));
    sentAndDeleted(OutgoingMessage.to("b@remote.example").text("Another."));
    assertThat(office.session.send(ORDER).sent()).isPresent().isNotEqualTo(first.sent());
  }

  @Test
  void a_message_on_its_way_is_not_deleted() {
    office.transport.hold();
    SendReceipt underWay = office.session.send(ORDER);
    await().until(() -> office.transport.underWay() == 1);
    SendReceipt waiting = office.session
        .send(OutgoingMessage.to("a@remote.example").text("Later.").sendAt(Room.OPENING.plus(Duration.ofDays(1))));

    for (SendReceipt receipt : List.of(underWay, waiting)) {
      MessageId message = receipt.sent().orElseThrow().message();
      Outcomes.assertFails(FailureReason.WRONG_STATE, () -> office.session.delete(message));
      assertThat(office.session.deliveries().ofMessage(message)).hasSize(1);
    }
    office.transport.release();
    office.session.deliveries().cancel(waiting.sent().orElseThrow().message());
    office.session.delete(waiting.sent().orElseThrow().message());
  }

  @Test
  void of_thirty_two_who_ask_at_once_one_sends_and_the_others_learn_of_it() {
    List<Optional<SendReceipt>> answers = Crowd.of(32, person -> {
      try {
        return Optional.of(office.session.send(ORDER));
      } catch (ConflictException conflict) {
        assertThat(conflict.reason()).isEqualTo(FailureReason.IDEMPOTENCY_IN_FLIGHT);
        return Optional.empty();
      }
    });

    assertThat(answers.stream().flatMap(Optional::stream).distinct()).hasSize(1);
    assertThat(office.session.send(ORDER))
        .isEqualTo(answers.stream().flatMap(Optional::stream).findFirst().orElseThrow());
    assertSentOnce();
  }

  @Test
  void who_was_not_told_whether_it_was_stored_asks_again_and_it_was_sent_once() {
    FaultyStore store = new FaultyStore();
    try (Office faulty = new Office(folder, store, ScriptedTransport.direct(), options -> options)) {
      store.onFault(store::mend);
      store.fail(FaultyStore.Fault.ANSWER);
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> faulty.session.send(ORDER));

      assertThat(Office.words(faulty.session.send(ORDER))).containsExactly("QUEUED");
      faulty.awaitQuiet();
      assertThat(faulty.transport.handedOver()).hasSize(1);
    }
  }

  @Test
  void keys_are_of_this_mailbox_as_it_is_and_not_of_its_address() {
    office.session.send(ORDER);
    office.awaitQuiet();
    office.support.erase();
    var again = office.acme.findDomain("acme.example").orElseThrow().createMailbox("support").session();

    assertThat(Office.words(again.send(ORDER))).containsExactly("QUEUED");
  }
}
