package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MessageId;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines answer people, and never each other for ever (RFC 3834). */
class AutomaticReplyTest {
  private static final ReversePath CUSTOMER = ReversePath.of(EmailAddress.parse("customer@remote.example"));

  private Office office;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder);
  }

  @AfterEach
  void close() {
    office.close();
  }

  private MessageId received(ReversePath sender, String message) {
    office.receive(sender, "support@acme.example", message);
    return office.session.list(MessageQuery.all()).items().get(0).id();
  }

  private static String letter(String fields) {
    return Room.letter("Hello", "Help.").replace("MIME-Version: 1.0\n", fields + "MIME-Version: 1.0\n");
  }

  @Test
  void an_answer_goes_to_the_envelope_sender_marked_and_from_nobody() {
    MessageId original = received(CUSTOMER, letter("Reply-To: many@list.example\n"));
    SendReceipt receipt = office.session.autoReply(original, "Thank you.");
    office.awaitQuiet();

    assertThat(Office.words(receipt)).containsExactly("QUEUED");
    assertThat(office.transport.handedOver()).singleElement().satisfies(answer -> {
      assertThat(answer.recipient()).hasToString("customer@remote.example");
      assertThat(answer.sender()).as("nobody is to be told when it fails").isEqualTo(ReversePath.ofNull());
      assertThat(answer.content()).contains("\r\nAuto-Submitted: auto-replied\r\n")
          .contains("\r\nIn-Reply-To: <")
          .contains("\r\nSubject: Auto: Hello\r\n");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Auto-Submitted: auto-generated", "Auto-Submitted: auto-replied", "Precedence: bulk",
      "Precedence: list", "List-Id: <news.remote.example>", "List-Unsubscribe: <https://remote.example/u>",
      "X-Auto-Response-Suppress: All"})
  void automatic_mail_is_not_answered(String field) {
    MessageId original = received(CUSTOMER, letter(field + "\n"));
    assertThat(Office.words(office.session.autoReply(original, "Thank you."))).containsExactly("AUTOMATIC_MAIL");
    assertThat(office.session.list(MessageQuery.sent())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"support@acme.example", "mailer-daemon@remote.example", "noreply@remote.example",
      "owner-list@remote.example", "list-request@remote.example"})
  void who_is_this_mailbox_itself_or_nobody_who_reads_is_not_answered(String sender) {
    MessageId original = received(ReversePath.of(EmailAddress.parse(sender)), letter(""));
    assertThat(Office.words(office.session.autoReply(original, "Thank you."))).containsExactly("AUTOMATIC_MAIL");
  }

  @Test
  void mail_from_nobody_is_not_answered() {
    MessageId original = received(ReversePath.ofNull(), letter(""));
    SendReceipt receipt = office.session.autoReply(original, "Thank you.");
    assertThat(receipt.sent()).isEmpty();
    assertThat(receipt.outcomes()).isEmpty();
  }

  @Test
  void a_peer_is_answered_three_times_in_a_thread_and_again_in_another() {
    MessageId original = received(CUSTOMER, letter(""));
    for (int i = 0; i < 3; i++) {
      assertThat(Office.words(office.session.autoReply(original, "Thank you."))).containsExactly("QUEUED");
    }
    assertThat(Office.words(office.session.autoReply(original, "Thank you."))).containsExactly("ANSWERED_ENOUGH");
    assertThat(Office.words(office.session.reply(original, "In person."))).containsExactly("QUEUED");

    MessageId another = received(CUSTOMER, Room.letter("Something else", "Help."));
    assertThat(Office.words(office.session.autoReply(another, "Thank you."))).containsExactly("QUEUED");
  }

  @Test
  void a_machine_that_writes_from_another_return_path_each_time_is_answered_ten_times_in_a_thread() {
    MessageId last = received(CUSTOMER, letter(""));
    String references = "";
    for (int i = 0; i < 10; i++) {
      SendReceipt receipt = office.session.autoReply(last, "Thank you.");
      assertThat(Office.words(receipt)).containsExactly("QUEUED");
      references += receipt.sent().orElseThrow().internetMessageId() + "\n ";
      last = received(ReversePath.of(EmailAddress.parse("customer+" + i + "@remote.example")),
          letter("References: " + references.stripTrailing() + "\n"));
    }
    assertThat(Office.words(office.session.autoReply(last, "Thank you."))).containsExactly("ANSWERED_ENOUGH");
  }

  @Test
  void what_a_person_answered_does_not_count_as_automatic() {
    MessageId original = received(CUSTOMER, letter(""));
    for (int i = 0; i < 5; i++) {
      office.session.reply(original, "In person.");
    }
    assertThat(Office.words(office.session.autoReply(original, "Thank you."))).containsExactly("QUEUED");
  }

  @Test
  void recipients_are_not_said() {
    MessageId original = received(CUSTOMER, letter(""));
    Outcomes.assertFails(FailureReason.INVALID_INPUT,
        () -> office.session.autoReply(original, OutgoingMessage.to("other@remote.example")));
  }

  @Test
  void an_answer_by_a_neighbour_comes_back_to_who_wrote_and_two_who_answer_each_other_stop() {
    var sales = office.otherCustomer();
    office.session.send(OutgoingMessage.to("sales@globex.example").subject("Hello").text("Hello."));
    await().until(() -> sales.list(MessageQuery.inbox()).items().size() == 1);
    MessageId arrived = sales.list(MessageQuery.inbox()).items().get(0).id();

    assertThat(Office.words(sales.autoReply(arrived, "Thank you."))).containsExactly("QUEUED");
    await().until(() -> !office.session.list(MessageQuery.unread()).items().isEmpty());
    MessageId answer = office.session.list(MessageQuery.unread()).items().get(0).id();
    assertThat(office.session.autoReply(answer, "Thank you too.").sent()).isEmpty();
    assertThat(office.transport.handedOver()).as("nothing of it went outside").isEmpty();
  }
}
