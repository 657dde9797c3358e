package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.FlakyMasterKey;
import dev.postroom.access.Scope;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master key that is silent for one customer holds up no other's mail. */
@Timeout(60)
class SilentKeyTest {
  private final ScriptedTransport transport = ScriptedTransport.direct();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger givenUp = new AtomicInteger();
  private volatile boolean isSilent;

  private MasterKey silenced(MasterKey key) {
    return new FlakyMasterKey(key) {
      @Override
      public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
        if (isSilent) {
          awaitRelease();
        }
        return super.unwrap(wrapped, associatedData);
      }
    };
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException nobodyWaits) {
      givenUp.incrementAndGet();
      throw new IllegalStateException(nobodyWaits);
    }
  }

  private static Scope.OfMailbox mailboxOfTenant(QueueHouse house, String tenant) {
    return house.tenants.create(tenant)
        .createWorkspace(tenant, tenant)
        .claimDomain(tenant + ".example")
        .confirm()
        .createMailbox("info")
        .scope();
  }

  @Test
  void who_has_no_key_for_now_is_put_off_and_the_others_do_not_wait_for_it() {
    QueueHouse before = new QueueHouse(InMemoryMailStore.open(), transport, Runnable::run);
    Scope.OfMailbox closed = mailboxOfTenant(before, "closed");
    Scope.OfMailbox open = mailboxOfTenant(before, "open");
    RecipientOutcome.Queued queued =
        (RecipientOutcome.Queued) before.send(closed, "a@remote.example").outcomes().get(0);
    QueueHouse house = new QueueHouse(before.store, before.clock, transport, Runnable::run, this::silenced);
    house.turns.announce(closed, house.clock.instant());
    house.send(open, "b@remote.example");
    isSilent = true;

    house.run();
    assertThat(transport.handedOver()).hasSize(1);
    assertThat(givenUp).as("calls that were waited for until they were given up").hasValue(0);

    isSilent = false;
    released.countDown();
    Delivery waiting = house.desk.read(closed, queued.delivery());
    assertThat(waiting.state()).isEqualTo(DeliveryState.WAITING);
    assertThat(waiting.status().map(EnhancedStatus::toString)).contains("4.3.0");
    house.clock.advance(Duration.ofMinutes(1));
    house.run();
    assertThat(house.desk.read(closed, queued.delivery()).state()).isEqualTo(DeliveryState.DELIVERED);
  }
}
