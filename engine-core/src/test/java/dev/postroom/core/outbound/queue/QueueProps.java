package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.FaultyStore;
import dev.postroom.access.Scope;
import dev.postroom.error.PostroomException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.ScriptedTransport.HandedOver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever people, other servers, the store and time do: each delivery comes to exactly one end, which is the one that the other side
 * was told or said, and no attempt is made that is not counted.
 */
class QueueProps {
  private static final List<String> DOMAINS = List.of("moody.example", "remote.example", "gone.example");

  /** One thing that happens. */
  record Act(Kind kind, int number) {}

  /** What happens. */
  enum Kind {
    SEND, SEND_LATER, CANCEL, RESCHEDULE, RETRY, WAIT, ROUND, PAUSE, RESUME, TAKES, NOT_NOW, NEVER, UNREACHABLE,
    READ_FAULT, WRITE_FAULT, ANSWER_FAULT
  }

  /** One mailbox, one world that changes its mind, and a store that fails once in a while. */
  private static final class World {
    private final ScriptedTransport transport = ScriptedTransport.direct();
    private final FaultyStore store = new FaultyStore();
    private final QueueHouse house = new QueueHouse(store, transport, Runnable::run);
    private final Scope.OfMailbox mailbox = house.mailbox("acme", "support");

    World() {
      transport.always("gone.example", ScriptedTransport.never(550, "5.7.1"));
      store.onFault(store::mend);
    }

    void act(Act act) {
      try {
        acted(act);
      } catch (PostroomException refusedOrFailed) {
        assertThat(refusedOrFailed.reason()).isNotNull();
      }
      house.awaitDecided();
    }

    private void acted(Act act) {
      int number = act.number();
      switch (act.kind()) {
        case SEND -> house.send(mailbox, "a" + number + "@" + DOMAINS.get(number % 3), "b@moody.example");
        case SEND_LATER -> house.send(mailbox, OutgoingMessage.to("a@" + DOMAINS.get(number % 3))
            .sendAt(house.clock.instant().plus(Duration.ofMinutes(number))));
        case CANCEL -> some(number).forEach(one -> house.desk.cancel(mailbox, one.message()));
        case RESCHEDULE -> some(number).forEach(one -> house.desk.reschedule(mailbox, one.message(),
            house.clock.instant().plus(Duration.ofMinutes(number))));
        case RETRY -> some(number).forEach(one -> house.desk.retry(mailbox, one.id()));
        case WAIT -> house.clock.advance(Duration.ofMinutes(number));
        case ROUND -> house.round(number + 1);
        case PAUSE -> house.policies.pauses().pause(mailbox, Optional.empty());
        case RESUME -> {
          house.policies.pauses().resume(mailbox, Optional.empty());
          house.queue.wake(mailbox);
        }
        case TAKES -> transport.always("moody.example", ScriptedTransport.taken());
        case NOT_NOW -> transport.always("moody.example", ScriptedTransport.notNow(451, "4.3.0"));
        case NEVER -> transport.always("moody.example", ScriptedTransport.never(550, "5.0.0"));
        case UNREACHABLE -> transport.always("moody.example", ScriptedTransport.unreachable());
        case READ_FAULT -> store.fail(FaultyStore.Fault.READ);
        case WRITE_FAULT -> store.failAfterWrites(number % 3, FaultyStore.Fault.WRITE);
        case ANSWER_FAULT -> store.failAfterWrites(number % 3, FaultyStore.Fault.ANSWER);
      }
    }

    private List<Delivery> all() {
      return house.desk.list(mailbox, Set.of(), PageRequest.first()).items();
    }

    private List<Delivery> some(int number) {
      return all().stream().skip(number % 5).limit(1).toList();
    }

    /** Lets everything come to its end. */
    void finish() {
      store.mend();
      act(new Act(Kind.RESUME, 0));
      for (int i = 0; i < 100; i++) {
        house.run();
        house.clock.advance(Duration.ofMinutes(5));
      }
    }

    List<HandoffResult> answers(Delivery delivery) {
      String messageId = "Message-ID: <" + delivery.message().toString().replace('_', '.') + "@";
      return transport.handedOver()
          .stream()
          .filter(one -> one.recipient().equals(delivery.recipient()) && one.content().contains(messageId))
          .map(HandedOver::result)
          .filter(HandoffResult.Answered.class::isInstance)
          .toList();
    }
  }

  private static boolean isFinal(HandoffResult result) {
    return result instanceof HandoffResult.Answered answered
        && !(answered.recipients().get(0) instanceof HandoffResult.RecipientResult.NotNow);
  }

  @Property(tries = 300)
  void each_delivery_comes_to_exactly_one_end(@ForAll("acts") List<Act> acts) {
    World world = new World();
    acts.forEach(world::act);
    world.finish();

    List<Event> ends = world.house.events(EventType.DELIVERY_TAKEN, EventType.DELIVERY_BOUNCED,
        EventType.DELIVERY_EXPIRED, EventType.DELIVERY_CANCELLED, EventType.DELIVERY_SUPPRESSED);
    List<Delivery> deliveries = world.all();
    assertThat(ends).hasSameSizeAs(deliveries);
    for (Delivery delivery : deliveries) {
      List<HandoffResult> answers = world.answers(delivery);
      boolean wasSettledByAnswer =
          delivery.state() == DeliveryState.DELIVERED || delivery.state() == DeliveryState.BOUNCED;
      assertThat(delivery.state().isSettled()).isTrue();
      assertThat(ends.stream().filter(event -> event.detail().filter(delivery.id().toString()::equals).isPresent()))
          .hasSize(1);
      assertThat(answers.stream().filter(QueueProps::isFinal)).hasSize(wasSettledByAnswer ? 1 : 0);
      assertThat(delivery.attempts()).isGreaterThanOrEqualTo(answers.size());
      if (wasSettledByAnswer) {
        assertThat(isFinal(answers.get(answers.size() - 1))).isTrue();
      }
    }
    assertThat(world.house.lanes.room()).isEqualTo(Lanes.ALL);
    assertThat(world.house.turns.size()).isZero();
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 50))
        .as(Act::new)
        .list()
        .ofMaxSize(30);
  }
}
