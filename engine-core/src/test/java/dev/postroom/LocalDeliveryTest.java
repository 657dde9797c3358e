package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.session.MailboxSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two customers of one engine write to each other as strangers do, without the network. */
class LocalDeliveryTest {
  private static final OutgoingMessage LETTER =
      OutgoingMessage.to("sales@globex.example").subject("Offer").text("What does it cost?");

  private Office office;
  private MailboxSession sales;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder, options -> options.timeToLive(Duration.ofHours(6)));
    sales = office.otherCustomer();
  }

  @AfterEach
  void close() {
    office.close();
  }

  private MessageSummary arrived() {
    await().until(() -> !sales.list(MessageQuery.unread()).items().isEmpty());
    return sales.list(MessageQuery.unread()).items().get(0);
  }

  @Test
  void they_share_no_id_and_no_thread_and_no_octets_but_those_that_were_said() throws IOException {
    SendReceipt.Sent sent = office.session.send(LETTER).sent().orElseThrow();
    MessageSummary copy = arrived();

    assertThat(copy.id()).isNotEqualTo(sent.message());
    assertThat(copy.thread()).isNotEqualTo(sent.thread());
    assertThat(office.transport.handedOver()).isEmpty();
    Message message = sales.read(copy.id());
    assertThat(message.trace().sender().address().orElseThrow().toString()).startsWith("return-")
        .endsWith("@acme.example");
    try (InputStream raw = sales.openRaw(copy.id())) {
      assertThat(new String(raw.readAllBytes(), StandardCharsets.UTF_8))
          .contains("Message-ID: " + sent.internetMessageId());
    }
    office.awaitQuiet();
    office.session.delete(sent.message());
    assertThat(sales.read(copy.id()).text().orElseThrow().content()).startsWith("What does it cost?");
  }

  @Test
  void an_answer_finds_its_thread_on_both_sides() {
    SendReceipt.Sent sent = office.session.send(LETTER).sent().orElseThrow();
    MessageSummary copy = arrived();
    sales.reply(copy.id(), "Much.");
    await().until(() -> !office.session.list(MessageQuery.unread()).items().isEmpty());

    assertThat(office.session.list(MessageQuery.unread()).items().get(0).thread()).isEqualTo(sent.thread());
    assertThat(sales.list(MessageQuery.sent()).items().get(0).thread()).isEqualTo(copy.thread());
  }

  @Test
  void who_is_full_or_suspended_takes_it_later() {
    office.room.workspace("globex").suspend();
    DeliveryId delivery = Office.delivery(office.session.send(LETTER));
    await().until(() -> office.session.deliveries().read(delivery).attempts() == 1
        && office.session.deliveries().read(delivery).state() == DeliveryState.WAITING);
    office.room.workspace("globex").resume();
    office.session.deliveries().retry(delivery);

    office.awaitState(delivery, DeliveryState.DELIVERED);
    assertThat(arrived().subject()).isEqualTo("Offer");
  }

  @Test
  void what_stays_within_says_nothing_of_how_the_world_takes_a_mailboxs_mail_and_is_not_counted() {
    office.awaitState(Office.delivery(office.session.send(LETTER)), DeliveryState.DELIVERED);
    sales.policy()
        .addEntry(ListEntry.Direction.RECEIVE, ListEntry.Verdict.BLOCK,
            AddressPattern.of(DomainName.of("acme.example")));
    office.awaitState(Office.delivery(office.session.send(LETTER)), DeliveryState.BOUNCED);

    assertThat(office.session.policy().usage().today())
        .satisfies(counts -> assertThat(counts.sends()).isEqualTo(2))
        .satisfies(counts -> assertThat(counts.delivered()).isZero())
        .satisfies(counts -> assertThat(counts.bounced()).isZero());
  }

  @Test
  void what_stayed_within_and_came_back_is_not_counted_either() {
    DeliveryId delivery = Office.delivery(office.session.send(LETTER));
    office.awaitState(delivery, DeliveryState.DELIVERED);
    String returnPath = sales.read(arrived().id()).trace().sender().address().orElseThrow().toString();
    office.receive(ReversePath.ofNull(), returnPath,
        Reports.failed("sales@globex.example", "5.1.1", "<x@y.example>"));
    office.awaitState(delivery, DeliveryState.BOUNCED);
    office.awaitState(Office.delivery(office.session.send(OutgoingMessage.to("a@remote.example").text("Hello"))),
        DeliveryState.DELIVERED);

    assertThat(office.session.policy().findSuppression(EmailAddress.parse("sales@globex.example"))).isPresent();
    assertThat(office.session.policy().usage().today())
        .satisfies(counts -> assertThat(counts.delivered()).isEqualTo(1))
        .satisfies(counts -> assertThat(counts.bounced()).isZero());
  }

  @Test
  void who_blocks_the_sender_bounces_it_and_is_not_suppressed() {
    sales.policy()
        .addEntry(ListEntry.Direction.RECEIVE, ListEntry.Verdict.BLOCK,
            AddressPattern.of(DomainName.of("acme.example")));
    DeliveryId delivery = Office.delivery(office.session.send(LETTER));

    assertThat(office.awaitState(delivery, DeliveryState.BOUNCED).status()).hasToString("Optional[5.7.1]");
    assertThat(office.session.policy().findSuppression(EmailAddress.parse("sales@globex.example"))).isEmpty();
  }

  @Test
  void what_went_round_too_often_is_refused() {
    String round = "Received: by relay.example\n".repeat(60) + Room.letter("Round", "and round");
    assertThat(Outcomes.of(office.room.receive(round, "support@acme.example")))
        .containsExactly(Outcomes.rejected(RejectReason.LOOP));
  }

  @Test
  void who_was_erased_meanwhile_is_written_to_outside_as_anybody_else() {
    DeliveryId delivery =
        Office.delivery(office.session.send(LETTER.sendAt(Room.OPENING.plus(Duration.ofMinutes(1)))));
    office.room.workspace("globex").erase();
    office.room.clock.advance(Duration.ofMinutes(1));

    office.awaitState(delivery, DeliveryState.DELIVERED);
    assertThat(office.transport.handedOver("sales@globex.example")).hasSize(1);
  }
}
