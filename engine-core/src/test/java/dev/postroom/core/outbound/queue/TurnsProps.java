package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Turns against a table of what is due: nobody who has something due is ever forgotten, and nobody waits longer than a round. */
class TurnsProps {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  private static final int MAILBOXES = 6;

  /** One thing that happens to one mailbox. */
  record Act(Kind kind, int mailbox, int number) {}

  /** What happens. */
  enum Kind {
    /** Something is queued, due in so many seconds, and announced. */
    QUEUE,
    /** Time passes. */
    WAIT,
    /** A round takes turns, and what is due is served. */
    ROUND,
    /** A round takes turns, and all who had one are put off. */
    FAILED_ROUND,
    /** Something is queued and announced while a mailbox is looked at. */
    QUEUE_IN_ROUND,
    /** Those who had a turn could not use it. */
    PASSED_OVER,
    /** What was put off is let go on. */
    WAKE
  }

  private static Scope.OfMailbox mailbox(int number) {
    return new Scope.OfMailbox(new TenantId(new UUID(1, 1)), new WorkspaceId(new UUID(2, number % 3)),
        new MailboxId(new UUID(3, number)));
  }

  /** What is due when, by mailbox. */
  private static final class World {
    private final Turns turns = new Turns();
    private final Map<Scope.OfMailbox, SortedMap<Instant, Integer>> due = new HashMap<>();
    private Instant now = START;

    SortedMap<Instant, Integer> of(Scope.OfMailbox mailbox) {
      return due.computeIfAbsent(mailbox, fresh -> new TreeMap<>());
    }

    void queue(Scope.OfMailbox mailbox, int seconds) {
      Instant at = now.plusSeconds(seconds);
      of(mailbox).merge(at, 1, Integer::sum);
      turns.announce(mailbox, at);
    }

    Optional<Instant> next(Scope.OfMailbox mailbox) {
      return of(mailbox).isEmpty() ? Optional.empty() : Optional.of(of(mailbox).firstKey());
    }

    boolean serve(Scope.OfMailbox mailbox) {
      Optional<Instant> first = next(mailbox).filter(at -> !at.isAfter(now));
      first.ifPresent(at -> of(mailbox).computeIfPresent(at, (same, count) -> count > 1 ? count - 1 : null));
      return first.isPresent();
    }

    int served(List<Scope.OfMailbox> taken) {
      return (int) taken.stream().filter(this::serve).count();
    }

    void looked(List<Scope.OfMailbox> taken) {
      taken.stream().distinct().forEach(mailbox -> turns.looked(mailbox, next(mailbox), now));
    }

    void act(Act act) {
      switch (act.kind()) {
        case QUEUE -> queue(mailbox(act.mailbox()), act.number());
        case WAIT -> now = now.plusSeconds(act.number());
        case WAKE -> turns.wake(mailbox(act.mailbox()), now);
        case ROUND -> {
          List<Scope.OfMailbox> taken = turns.take(now, act.number() + 1);
          served(taken);
          looked(taken);
        }
        case FAILED_ROUND -> turns.take(now, act.number() + 1)
            .forEach(mailbox -> turns.putOff(mailbox, now.plusSeconds(act.number())));
        case QUEUE_IN_ROUND -> {
          List<Scope.OfMailbox> taken = turns.take(now, act.number() + 1);
          served(taken);
          Map<Scope.OfMailbox, Optional<Instant>> seen = new HashMap<>();
          taken.forEach(mailbox -> seen.put(mailbox, next(mailbox)));
          queue(mailbox(act.mailbox()), 0);
          seen.forEach((mailbox, next) -> turns.looked(mailbox, next, now));
        }
        case PASSED_OVER -> {
          List<Scope.OfMailbox> taken = turns.take(now, act.number() + 1);
          looked(taken);
          turns.first(taken.stream().distinct().toList());
        }
      }
    }
  }

  @Property
  void nobody_is_forgotten(@ForAll("acts") List<Act> acts) {
    World world = new World();
    acts.forEach(world::act);

    world.now = world.now.plusSeconds(1_000);
    for (int round = 0; round < acts.size() + 1; round++) {
      List<Scope.OfMailbox> taken = world.turns.take(world.now, MAILBOXES);
      world.served(taken);
      world.looked(taken);
    }
    assertThat(world.due.values()).allMatch(Map::isEmpty);
    assertThat(world.turns.size()).isZero();
    assertThat(world.turns.nextTurn()).isEmpty();
  }

  @Property
  void whoever_has_something_due_is_served_within_one_round_of_the_others(@ForAll("acts") List<Act> acts) {
    World world = new World();
    acts.forEach(world::act);
    world.now = world.now.plusSeconds(1_000);
    List<Scope.OfMailbox> waiting = new ArrayList<>(
        world.due.keySet().stream().filter(mailbox -> !world.of(mailbox).isEmpty()).toList());

    assertThat(world.turns.take(world.now, MAILBOXES * MAILBOXES)).containsAll(waiting);
  }

  @Property
  void of_workspaces_with_much_to_send_none_has_two_turns_more_than_another(@ForAll("acts") List<Act> acts) {
    World world = new World();
    acts.forEach(world::act);
    world.now = world.now.plusSeconds(1_000);
    for (int number = 0; number < MAILBOXES; number++) {
      world.queue(mailbox(number), 0);
    }
    Map<Scope.OfWorkspace, Integer> turns = new HashMap<>();
    world.turns.take(world.now, 20).forEach(mailbox -> turns.merge(mailbox.inWorkspace(), 1, Integer::sum));

    assertThat(turns).hasSize(3);
    assertThat(turns.values()).allMatch(count -> count == 6 || count == 7);
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators
        .combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, MAILBOXES - 1),
            Arbitraries.integers().between(0, 20))
        .as(Act::new)
        .list()
        .ofMaxSize(60);
  }
}
