package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.outbound.Breakers;
import dev.postroom.core.outbound.Passage;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One round of the queue: looks at what is due of the mailboxes that have their turn, opens it, and leases what can be handed over now,
 * all in one read and one change.
 *
 * <p>
 * A lease is stored before anything is handed over, so a crash leaves a row that says so and becomes due by itself. What goes to a
 * destination whose breaker is open is put off without being counted as an attempt, and what goes to one whose lane is full is left
 * where it is and not looked at until there is room.
 */
final class Leasing {
  /** Longer than the lane before a delivery and its own hand-over may take together. */
  static final Duration LEASE = Duration.ofMinutes(45);

  private static final Duration PAUSED = Duration.ofMinutes(1);
  private static final Duration NO_KEY = Duration.ofMinutes(1);
  private static final int MOST_FULL = 500;

  private final MailStore store;
  private final Changes changes;
  private final KeyLadder ladder;
  private final Destinations destinations;
  private final Breakers breakers;
  private final Lanes lanes;
  private final Turns turns;
  private final Clock clock;
  /** Tokens of destinations whose lanes were full when they were met, by the key of the lane. */
  private final Map<String, Set<Token>> full = new HashMap<>();

  /** What a look at one mailbox has found. */
  private record Look(Standing standing, boolean isPaused, List<DeliveryRow> due) {}

  /** What is to become of one delivery that is due. */
  private record Step(Scope.OfMailbox mailbox, DeliveryRow row, Progress progress, Optional<Leased> leased) {
    boolean isSettled() {
      return progress.state().isSettled();
    }
  }

  private record Done(List<Leased> leased, Map<Scope.OfMailbox, Optional<Instant>> nextDue) {}

  Leasing(MailStore store, Changes changes, KeyLadder ladder, Destinations destinations, Breakers breakers, Lanes lanes,
      Turns turns,
      Clock clock) {
    this.store = store;
    this.changes = changes;
    this.ladder = ladder;
    this.destinations = destinations;
    this.breakers = breakers;
    this.lanes = lanes;
    this.turns = turns;
    this.clock = clock;
  }

  /**
   * What a round came to.
   *
   * @param leased
   *          what is to be handed over now
   * @param isStuck
   *          whether all that is due waits for room in its lane
   */
  record Round(List<Leased> leased, boolean isStuck) {}

  /** Leases for the mailboxes that have their turn, at most as many for each as it has turns. */
  Round lease(Map<Scope.OfMailbox, Integer> taken) {
    Instant now = clock.instant();
    Set<Token> without = fullDestinations();
    Map<Scope.OfMailbox, Look> looks = look(taken, without, now);
    Map<String, Integer> room = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    List<Scope.OfMailbox> looked = new ArrayList<>();
    looks.forEach((mailbox, look) -> {
      if (look.standing() == Standing.ERASED) {
        turns.looked(mailbox, Optional.empty(), now);
      } else if (look.standing() == Standing.SUSPENDED || look.isPaused()) {
        turns.putOff(mailbox, now.plus(PAUSED));
      } else if (steps(mailbox, look.due(), room, now, steps)) {
        looked.add(mailbox);
      }
    });
    Done done = advance(steps, looked);
    done.nextDue().forEach((mailbox, next) -> turns.looked(mailbox, next, now));
    boolean isStuck = steps.isEmpty() && looks.values().stream().anyMatch(look -> !look.due().isEmpty())
        && !full.isEmpty();
    return new Round(done.leased(), isStuck);
  }

  private Map<Scope.OfMailbox, Look> look(Map<Scope.OfMailbox, Integer> taken, Set<Token> without, Instant now) {
    return store.read(transaction -> {
      Map<Scope.OfMailbox, Look> looks = new HashMap<>();
      taken.forEach((mailbox, most) -> {
        MailboxStore rung = rung(transaction, mailbox);
        looks.put(mailbox, new Look(transaction.standing(mailbox), rung.pause().isPresent(),
            rung.deliveries().due(now, without, most)));
      });
      return looks;
    });
  }

  private Set<Token> fullDestinations() {
    full.keySet().removeIf(destination -> lanes.room(destination) > 0);
    Set<Token> tokens = new HashSet<>();
    full.values().forEach(tokens::addAll);
    return tokens;
  }

  /** The steps for what is due of one mailbox, or whether its key is not to be had now. */
  private boolean steps(Scope.OfMailbox mailbox, List<DeliveryRow> due, Map<String, Integer> room, Instant now,
      List<Step> steps) {
    try {
      MailboxCipher cipher = ladder.mailbox(mailbox);
      due.forEach(row -> step(mailbox, cipher, row, room, now).ifPresent(steps::add));
      return true;
    } catch (SealException noKey) {
      turns.putOff(mailbox, now.plus(NO_KEY));
      return false;
    }
  }

  private Optional<Step> step(Scope.OfMailbox mailbox, MailboxCipher cipher, DeliveryRow row,
      Map<String, Integer> room, Instant now) {
    Optional<DeliveryEnvelope> envelope = opened(cipher, row);
    if (envelope.isEmpty()) {
      return Optional.of(new Step(mailbox, row, unreadable(row, now), Optional.empty()));
    }
    Destination destination = destinations.of(mailbox, envelope.get());
    int left = room.computeIfAbsent(destination.key(), lanes::room);
    if (left == 0) {
      noteFull(destination.key(), row.destination());
      return Optional.empty();
    }
    return Optional.of(switch (breakers.ask(destination.key())) {
      case Passage.Closed closed ->
          new Step(mailbox, row, waiting(row.progress(), closed.until()), Optional.empty());
      case Passage.Free free -> {
        room.put(destination.key(), left - 1);
        Leased leased = new Leased(mailbox, row, UUID.randomUUID(), envelope.get(), destination, free);
        yield new Step(mailbox, row, leased(leased, now), Optional.of(leased));
      }
    });
  }

  /** A row that was altered opens never, and must not hold up those behind it. */
  private static Optional<DeliveryEnvelope> opened(MailboxCipher cipher, DeliveryRow row) {
    try {
      return Optional.of(DeliverySeals.envelope(cipher, row));
    } catch (SealException altered) {
      return Optional.empty();
    }
  }

  private void noteFull(String destination, Token token) {
    Set<Token> tokens = full.computeIfAbsent(destination, fresh -> new HashSet<>());
    if (full.values().stream().mapToInt(Set::size).sum() < MOST_FULL) {
      tokens.add(token);
    }
  }

  private static Progress leased(Leased delivery, Instant now) {
    Progress before = delivery.row().progress();
    return new Progress(DeliveryState.LEASED, before.attempts() + 1, Optional.of(now.plus(LEASE)),
        Optional.of(delivery.lease()), Optional.empty(), before.status(), before.reply());
  }

  static Progress waiting(Progress before, Instant due) {
    return new Progress(DeliveryState.WAITING, before.attempts(), Optional.of(due), Optional.empty(), Optional.empty(),
        before.status(), before.reply());
  }

  private static Progress unreadable(DeliveryRow row, Instant now) {
    return new Progress(DeliveryState.EXPIRED, row.progress().attempts(), Optional.empty(), Optional.empty(),
        Optional.of(now), row.progress().status(), Optional.empty());
  }

  private Done advance(List<Step> steps, List<Scope.OfMailbox> looked) {
    MailStore.Work<Done> work = transaction -> {
      List<Leased> leased = new ArrayList<>();
      for (Step step : steps) {
        boolean isHeld = isAsSeen(transaction, step)
            && rung(transaction, step.mailbox()).deliveries()
                .advance(step.row().id(), step.row().progress().lease(), step.progress());
        step.leased().filter(delivery -> isHeld).ifPresent(leased::add);
        if (isHeld && step.isSettled()) {
          transaction.events()
              .append(changes.event(EventType.DELIVERY_EXPIRED, step.mailbox(), step.row().message(),
                  step.row().id().toString()));
        }
      }
      Map<Scope.OfMailbox, Optional<Instant>> nextDue = new HashMap<>();
      looked.forEach(mailbox -> nextDue.put(mailbox, rung(transaction, mailbox).deliveries().nextDue()));
      return new Done(leased, nextDue);
    };
    if (steps.isEmpty()) {
      return store.read(work);
    }
    return steps.stream().anyMatch(Step::isSettled) ? changes.make(work) : store.write(work);
  }

  /**
   * Between the look and this change a delivery may have been called back or given another time, and its mailbox paused or closed:
   * whoever did that was answered that it will not leave.
   */
  private static boolean isAsSeen(StoreTransaction transaction, Step step) {
    MailboxStore rung = rung(transaction, step.mailbox());
    return transaction.standing(step.mailbox()) == Standing.ACTIVE
        && rung.pause().isEmpty()
        && rung.deliveries()
            .find(step.row().id())
            .filter(row -> row.progress().equals(step.row().progress()))
            .isPresent();
  }

  private static MailboxStore rung(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    return transaction.tenant(mailbox.tenant()).workspace(mailbox.workspace()).mailbox(mailbox.mailbox());
  }
}
