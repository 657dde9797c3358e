package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks why a delivery does not leave is told so when it is this side that fails, without a secret or a word of the message. */
class FailedHereTest {
  private final ScriptedTransport transport = ScriptedTransport.direct();
  private QueueHouse house;
  private Scope.OfMailbox mailbox;
  private WorkspaceAdmin acme;

  @BeforeEach
  void open() {
    house = new QueueHouse(InMemoryMailStore.open(), transport, Runnable::run);
    mailbox = house.mailbox("acme", "support");
    acme = house.tenants.create("product").createWorkspace("acme", "acme");
  }

  private DeliveryId send() {
    return ((RecipientOutcome.Queued) house.send(mailbox, "a@remote.example").outcomes().get(0)).delivery();
  }

  private Delivery shown(DeliveryId delivery) {
    return house.desk.read(mailbox, delivery);
  }

  private void assertShown(DeliveryId delivery, DeliveryState state, String status) {
    assertThat(shown(delivery).state()).isEqualTo(state);
    assertThat(shown(delivery).status().map(EnhancedStatus::toString)).contains(status);
    assertThat(shown(delivery).attempts()).isZero();
    assertThat(transport.handedOver()).isEmpty();
  }

  private void damage(SealedRow.Kind kind, UUID owner) {
    house.store.write(transaction -> {
      SealedRow damaged = new SealedRow(kind, owner, 0, SealedBytes.copyOf(new byte[100]));
      transaction.tenant(mailbox.tenant()).workspace(mailbox.workspace()).sealed().put(damaged);
      return damaged;
    });
  }

  private void runFor(Duration time) {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(Duration.ofHours(1))) {
      house.clock.advance(Duration.ofHours(1));
      house.run();
    }
  }

  @Test
  void what_cannot_be_signed_is_told_while_it_waits_and_when_it_is_expired() {
    damage(SealedRow.Kind.DKIM_KEY, acme.claimDomain("acme.example").id().value());
    DeliveryId delivery = send();
    house.run();
    assertShown(delivery, DeliveryState.WAITING, "4.3.0");
    String reply = shown(delivery).reply().orElseThrow();
    assertThat(reply).startsWith("not tried: SEAL_");

    runFor(QueueHouse.TIME_TO_LIVE.plusHours(1));
    assertShown(delivery, DeliveryState.EXPIRED, "4.3.0");
    assertThat(shown(delivery).reply()).contains(reply);
  }

  @Test
  void what_has_no_way_out_that_can_be_read_is_told_and_leaves_when_there_is_one() {
    acme.setEgress(Egress.relay("r.example", 25));
    damage(SealedRow.Kind.EGRESS, mailbox.workspace().value());
    DeliveryId delivery = send();
    house.run();
    assertShown(delivery, DeliveryState.WAITING, "4.3.0");

    acme.removeEgress();
    runFor(Duration.ofHours(1));
    assertThat(shown(delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(shown(delivery).status().map(EnhancedStatus::toString)).hasValueSatisfying(
        status -> assertThat(status).startsWith("2."));
  }

  @Test
  void what_was_held_up_beyond_its_time_says_so() {
    DeliveryId delivery = send();
    house.clock.advance(QueueHouse.TIME_TO_LIVE.plusMinutes(1));
    house.run();

    assertShown(delivery, DeliveryState.EXPIRED, "4.4.7");
  }
}
