package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.Suppression;
import dev.postroom.policy.Usage;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What never left takes nothing of the quotas, and what was tried does. */
class UnsentTest {
  private static final OutgoingMessage LATER =
      OutgoingMessage.to("a@remote.example").text("Hello.").sendAt(Room.OPENING.plus(Duration.ofDays(200)));
  private static final OutgoingMessage LATER_TO_BOTH =
      LATER.addTo(Addressee.of(EmailAddress.parse("b@remote.example")));

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

  private static MessageId message(SendReceipt receipt) {
    return receipt.sent().orElseThrow().message();
  }

  private void assertUsed(long sends, long recipients) {
    for (Usage usage : List.of(office.session.policy().usage(), office.acme.session().policy().usage())) {
      assertThat(List.of(usage.today().sends(), usage.today().recipients())).containsExactly(sends, recipients);
      assertThat(List.of(usage.thisMonth().sends(), usage.thisMonth().recipients())).containsExactly(sends, recipients);
    }
  }

  @Test
  void what_is_called_back_before_it_was_tried_is_given_back_at_every_level() {
    IssuedKey key = office.support.issueKey("agent", Role.MANAGEMENT);
    MailboxSession agent = office.room.engine.keyedAccess().openMailbox(key.key());
    office.support.setKeyLimits(key.id(), Limits.none().sends(3, Limit.Window.DAY));
    office.acme.setLimits(Limits.none().recipients(6, Limit.Window.MONTH));
    List<MessageId> messages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      messages.add(message(agent.send(LATER_TO_BOTH)));
    }
    assertThat(Office.words(agent.send(LATER))).as("of the key").containsExactly("QUOTA");
    assertThat(Office.words(office.session.send(LATER))).as("of the workspace").containsExactly("QUOTA");

    messages.forEach(message -> assertThat(office.session.deliveries().cancel(message)).isEqualTo(2));
    messages.forEach(message -> assertThat(office.session.deliveries().cancel(message)).isZero());
    assertUsed(0, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(Office.words(agent.send(LATER_TO_BOTH))).containsExactly("QUEUED", "QUEUED");
    }
    assertThat(Office.words(agent.send(LATER))).containsExactly("QUOTA");
  }

  @Test
  void who_is_suppressed_before_the_hand_over_is_given_back_and_the_message_only_when_nobody_gets_it() {
    SendReceipt receipt = office.session.send(LATER_TO_BOTH);
    suppress("b@remote.example");
    deliveries(receipt).forEach(delivery -> office.session.deliveries().retry(delivery));
    await().until(() -> deliveries(receipt).stream().allMatch(this::isSettled));
    assertThat(office.session.deliveries().ofMessage(message(receipt))).extracting(Delivery::state)
        .containsExactlyInAnyOrder(DeliveryState.DELIVERED, DeliveryState.SUPPRESSED);
    assertUsed(1, 1);

    SendReceipt other = office.session.send(LATER);
    suppress("a@remote.example");
    office.session.deliveries().retry(Office.delivery(other));
    office.awaitState(Office.delivery(other), DeliveryState.SUPPRESSED);
    assertUsed(1, 1);
  }

  private void suppress(String address) {
    office.session.policy().suppress(EmailAddress.parse(address), Suppression.Reason.MANUAL, Optional.empty());
  }

  private List<DeliveryId> deliveries(SendReceipt receipt) {
    return office.session.deliveries().ofMessage(message(receipt)).stream().map(Delivery::id).toList();
  }

  private boolean isSettled(DeliveryId delivery) {
    return office.session.deliveries().read(delivery).state().isSettled();
  }

  @Test
  void what_was_tried_counts_though_it_is_called_back() {
    office.transport.next("a@remote.example", ScriptedTransport.notNow(450, "4.2.0"));
    SendReceipt receipt = office.session.send(OutgoingMessage.to("a@remote.example").text("Hello."));
    DeliveryId delivery = Office.delivery(receipt);
    await().until(() -> office.session.deliveries().read(delivery).status().isPresent());

    assertThat(office.session.deliveries().cancel(message(receipt))).isEqualTo(1);
    assertUsed(1, 1);
  }

  @Test
  void it_is_given_back_to_the_day_that_it_was_taken_from() {
    SendReceipt receipt = office.session.send(LATER);
    office.room.clock.advance(Duration.ofDays(1));
    office.session.send(OutgoingMessage.to("c@remote.example").text("Hello."));
    office.session.deliveries().cancel(message(receipt));

    assertUsed(1, 1);
  }
}
