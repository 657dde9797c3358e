package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.RecipientOutcome.Queued;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class QueueCloseTest {
  private final ArrayDeque<Runnable> notBegun = new ArrayDeque<>();
  private final ScriptedTransport transport = ScriptedTransport.direct();
  private final QueueHouse house = new QueueHouse(InMemoryMailStore.open(), transport, notBegun::add);
  private final Scope.OfMailbox mailbox = house.mailbox("acme", "support");

  @Test
  void what_was_leased_and_not_begun_waits_after_it_as_before() {
    Queued queued = (Queued) house.send(mailbox, "a@remote.example").outcomes().get(0);
    house.run();
    assertThat(read(queued).state()).isEqualTo(DeliveryState.LEASED);

    house.queue.close();

    assertThat(read(queued).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(read(queued).attempts()).isZero();
    notBegun.forEach(Runnable::run);
    assertThat(transport.handedOver()).isEmpty();
  }

  private Delivery read(Queued queued) {
    return house.desk.read(mailbox, queued.delivery());
  }
}
