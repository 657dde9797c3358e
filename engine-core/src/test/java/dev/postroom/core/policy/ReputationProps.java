package dev.postroom.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.policy.SendingPause;
import dev.postroom.policy.SendingPause.Cause;
import dev.postroom.policy.Usage;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** When a mailbox pauses itself: with 20 deliveries or more in three days, above 10 % bounces or 5 % complaints. */
class ReputationProps {

  /** What happens to a mailbox. */
  enum Happening {
    DELIVERED, BOUNCED, COMPLAINED, DAY_PASSES, RESUMED
  }

  /** A day as a simple model sees it: what was settled on it since sending was resumed last. */
  private static final class Day {
    private long deliveries;
    private long bounces;
    private long complaints;
  }

  @Provide
  Arbitrary<Happening> happenings() {
    return Arbitraries.frequency(Tuple.of(60, Happening.DELIVERED), Tuple.of(7, Happening.BOUNCED),
        Tuple.of(3, Happening.COMPLAINED), Tuple.of(4, Happening.DAY_PASSES), Tuple.of(2, Happening.RESUMED));
  }

  @Property(tries = 100)
  void it_pauses_exactly_when_the_model_does(
      @ForAll @Size(max = 150) List<@From("happenings") Happening> happenings) {
    PolicyHouse house = new PolicyHouse();
    List<Day> days = new ArrayList<>(List.of(new Day()));
    boolean paused = false;
    for (Happening happening : happenings) {
      Day today = days.get(days.size() - 1);
      happen(house, happening);
      switch (happening) {
        case DELIVERED -> today.deliveries++;
        case BOUNCED -> {
          today.deliveries++;
          today.bounces++;
          paused |= isTooMuch(days);
        }
        case COMPLAINED -> {
          today.complaints++;
          paused |= isTooMuch(days);
        }
        case DAY_PASSES -> days.add(new Day());
        case RESUMED -> {
          if (paused) {
            days.replaceAll(day -> new Day());
          }
          paused = false;
        }
      }
      assertThat(house.policies.pauses().find(house.mailbox).isPresent()).isEqualTo(paused);
    }
  }

  private static boolean isTooMuch(List<Day> days) {
    List<Day> last = days.subList(Math.max(0, days.size() - PolicyHouse.RULE.days()), days.size());
    long deliveries = last.stream().mapToLong(day -> day.deliveries).sum();
    long bounces = last.stream().mapToLong(day -> day.bounces).sum();
    long complaints = last.stream().mapToLong(day -> day.complaints).sum();
    return deliveries >= 20 && (bounces > 0.1 * deliveries || complaints > 0.05 * deliveries);
  }

  private static void happen(PolicyHouse house, Happening happening) {
    switch (happening) {
      case DELIVERED -> settle(house, t -> house.policies.reputation().delivered(t, house.mailbox));
      case BOUNCED -> settle(house, t -> house.policies.reputation().bounced(t, house.mailbox));
      case COMPLAINED -> settle(house, t -> house.policies.reputation().complained(t, house.mailbox));
      case DAY_PASSES -> house.clock.advance(Duration.ofDays(1));
      case RESUMED -> house.policies.pauses().resume(house.mailbox, Optional.empty());
    }
  }

  private static void settle(PolicyHouse house, Consumer<StoreTransaction> settled) {
    house.changes.make(transaction -> {
      settled.accept(transaction);
      return house.mailbox;
    });
  }

  @Example
  void below_the_minimum_volume_nothing_pauses() {
    PolicyHouse house = new PolicyHouse();
    for (int i = 0; i < 19; i++) {
      happen(house, Happening.BOUNCED);
      happen(house, Happening.COMPLAINED);
    }
    assertThat(house.policies.pauses().find(house.mailbox)).isEmpty();
    happen(house, Happening.BOUNCED);
    assertThat(house.policies.pauses().find(house.mailbox)).contains(
        new SendingPause(Cause.BOUNCE_RATE, house.clock.instant()));
  }

  @Example
  void a_delivery_that_comes_back_counts_once() {
    PolicyHouse house = new PolicyHouse();
    for (int i = 0; i < 19; i++) {
      happen(house, Happening.DELIVERED);
    }
    for (int i = 0; i < 19; i++) {
      settle(house, t -> house.policies.reputation().cameBack(t, house.mailbox));
    }
    assertThat(house.policies.pauses().find(house.mailbox)).isEmpty();
    assertThat(house.policies.usage().of(house.tenant).today()).isEqualTo(new Usage.Counts(0, 0, 0, 0, 19, 0));
  }

  @Example
  void a_pause_is_the_mailboxs_own_and_is_told_once() {
    PolicyHouse house = new PolicyHouse();
    for (int i = 0; i < 30; i++) {
      happen(house, Happening.BOUNCED);
    }
    assertThat(house.policies.pauses().find(house.neighbour)).isEmpty();
    house.policies.pauses().pause(house.mailbox, Optional.empty());
    assertThat(house.policies.pauses().find(house.mailbox)).map(SendingPause::cause).contains(Cause.BOUNCE_RATE);
    Usage before = house.policies.usage().of(house.mailbox);
    house.policies.pauses().resume(house.mailbox, Optional.empty());
    house.policies.pauses().resume(house.mailbox, Optional.empty());
    assertThat(house.policies.usage().of(house.mailbox)).as("what was forgiven still happened").isEqualTo(before);
    assertThat(house.events(EventType.SENDING_PAUSED, EventType.SENDING_RESUMED)).extracting(Event::type)
        .containsExactly(EventType.SENDING_PAUSED, EventType.SENDING_RESUMED);
    assertThat(house.events(EventType.SENDING_PAUSED)).extracting(Event::detail)
        .containsExactly(Optional.of(Cause.BOUNCE_RATE.name()));
  }
}
