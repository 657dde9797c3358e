package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.DomainName;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.outbound.RunningOutbound;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error is not the end of sending; and where sending has ended, the engine says so. */
class QueueErrorsTest {
  private final MeddledStore store = new MeddledStore();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicBoolean done = new AtomicBoolean();
  private Room room;
  private MailboxSession session;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(store, Room.masterKey(folder),
        builder -> builder.spoolFolder(folder).deliverBy(new FailingTransport(errors)));
    session = Room.mailbox(room.workspace("acme"), "support@acme.example").session();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private DeliveryId send(String recipient) {
    return Office.delivery(session.send(OutgoingMessage.to(recipient).subject("Hello").text("Hello.")));
  }

  private DeliveryState state(DeliveryId delivery) {
    return session.deliveries().read(delivery).state();
  }

  private void inTheQueue(Runnable work) {
    store.after(any -> Thread.currentThread().getName().equals("postroom-queue"), () -> {
      done.set(true);
      work.run();
    });
  }

  @Test
  void a_delivery_whose_hand_over_ends_in_an_error_is_put_back_and_leaves_later() {
    errors.set(1);
    DeliveryId delivery = send("a@remote.example");
    await().until(() -> errors.get() == 0);
    await().until(() -> state(delivery) == DeliveryState.WAITING);
    assertThat(session.deliveries().statistics().leased()).isZero();

    room.clock.advance(Duration.ofMinutes(1));
    await().until(() -> state(delivery) == DeliveryState.DELIVERED);
  }

  @Test
  void an_error_in_a_turn_of_the_queue_is_not_its_end() {
    inTheQueue(() -> {
      throw new StackOverflowError("told to fail");
    });
    DeliveryId delivery = send("a@remote.example");
    await().untilTrue(done);
    room.clock.advance(Duration.ofSeconds(1));

    await().until(() -> state(delivery) == DeliveryState.DELIVERED);
    assertThat(room.engine.health().problems()).isEmpty();
  }

  @Test
  void a_queue_that_does_not_run_any_more_is_a_problem() {
    assertThat(room.engine.health().problems()).isEmpty();
    inTheQueue(() -> Thread.currentThread().interrupt());
    send("a@remote.example");

    await().until(() -> !room.engine.health().problems().isEmpty());
    assertThat(room.engine.health().problems()).singleElement().asString().startsWith("queue: not running");
  }

  /** Ends in errors, so many times, and takes everything then. */
  private record FailingTransport(AtomicInteger errors) implements OutboundTransport {

    @Override
    public RunningOutbound start(DomainName heloName, DnsResolver dns) {
      RunningOutbound taking = ScriptedTransport.direct().start(heloName, dns);
      return new RunningOutbound() {
        @Override
        public Egress standardEgress() {
          return taking.standardEgress();
        }

        @Override
        public int mostAtOnce() {
          return 200;
        }

        @Override
        public HandoffResult handOver(Handoff handoff) {
          if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StackOverflowError("told to fail");
          }
          return taking.handOver(handoff);
        }

        @Override
        public void close() {
          taking.close();
        }
      };
    }
  }
}
