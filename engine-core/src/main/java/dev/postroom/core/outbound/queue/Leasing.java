package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.outbound.Breakers;
import dev.postroom.core.outbound.Passage;
import dev.postroom.error.PostroomException;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
 * where it is and not looked at until there is room. What this process holds is never leased again: its lease is renewed.
 *
 * <p>
 * For one thread.
 */
final class Leasing {
  /** Longer than the lane before a delivery and its own hand-over may take together. */
  static final Duration LEASE = Duration.ofMinutes(45);

  private static final Logger LOG = System.getLogger(Leasing.class.getPackageName());
  private static final Duration PAUSED = Duration.ofMinutes(1);
  private static final Duration UNREADABLE = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final EnhancedStatus OVERDUE = new EnhancedStatus(4, 4, 7);

  private final MailStore store;
  private final Changes changes;
  private final RoundKeys keys;
  private final Destinations destinations;
  private final Breakers breakers;
  private final Lanes lanes;
  private final InHand inHand;
  private final Turns turns;
  private final Clock clock;
  private final FullLanes full = new FullLanes();

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
      InHand inHand, Turns turns, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.keys = new RoundKeys(ladder);
    this.destinations = destinations;
    this.breakers = breakers;
    this.lanes = lanes;
    this.inHand = inHand;
    this.turns = turns;
    this.clock = clock;
  }

  /** What a round came to. */
  sealed interface Round {
    /** Nobody had a turn: nothing is due. */
    record Idle() implements Round {}

    /** All that is due waits for room. */
    record Stuck() implements Round {}

    /** These are to be handed over now; room is held for them. */
    record Went(List<Leased> leased) implements Round {}
  }

  /** Goes round once, with so many turns at most. */
  Round round(int most) {
    Instant now = clock.instant();
    turns.first(full.freed(lanes));
    List<Scope.OfMailbox> taken = turns.take(now, most);
    if (taken.isEmpty()) {
      return new Round.Idle();
    }
    List<Step> steps = new ArrayList<>();
    try {
      return lease(taken, steps, now);
    } catch (RuntimeException | Error failed) {
      LOG.log(failed instanceof PostroomException ? Level.DEBUG : Level.WARNING, "a round of the queue failed", failed);
      steps.stream().flatMap(step -> step.leased().stream()).forEach(this::giveBack);
      taken.forEach(mailbox -> turns.putOff(mailbox, now.plus(AFTER_FAILURE)));
      return new Round.Went(List.of());
    }
  }

  private Round lease(List<Scope.OfMailbox> taken, List<Step> steps, Instant now) {
    Set<Scope.OfMailbox> looked = steps(taken, look(taken, now), now, steps);
    Done done = advance(steps, looked);
    done.nextDue().forEach((mailbox, next) -> turns.looked(mailbox, next, now));
    boolean isDue = done.nextDue().values().stream().flatMap(Optional::stream).anyMatch(next -> !next.isAfter(now));
    return steps.isEmpty() && isDue ? new Round.Stuck() : new Round.Went(done.leased());
  }

  private Map<Scope.OfMailbox, Look> look(List<Scope.OfMailbox> taken, Instant now) {
    Map<Scope.OfMailbox, Integer> most = new LinkedHashMap<>();
    taken.forEach(mailbox -> most.merge(mailbox, 1, Integer::sum));
    return store.read(transaction -> {
      Map<Scope.OfMailbox, Look> looks = new HashMap<>();
      most.forEach((mailbox, count) -> {
        MailboxStore rung = Rungs.evenErased(transaction, mailbox);
        looks.put(mailbox, new Look(transaction.standing(mailbox), rung.pause().isPresent(),
            rung.deliveries().due(now, full.tokens(mailbox.inWorkspace()), count)));
      });
      return looks;
    });
  }

  /** The steps of all who had a turn, one in each turn; answers who was looked at. */
  private Set<Scope.OfMailbox> steps(List<Scope.OfMailbox> taken, Map<Scope.OfMailbox, Look> looks, Instant now,
      List<Step> steps) {
    Map<Scope.OfMailbox, Iterator<DeliveryRow>> looked = new LinkedHashMap<>();
    looks.forEach((mailbox, look) -> {
      if (look.standing() == Standing.ERASED) {
        turns.looked(mailbox, Optional.empty(), now);
      } else if (look.standing() == Standing.SUSPENDED || look.isPaused()) {
        turns.putOff(mailbox, now.plus(PAUSED));
      } else {
        looked.put(mailbox, look.due().iterator());
      }
    });
    keys.open(looked.entrySet().stream().filter(due -> due.getValue().hasNext()).map(Map.Entry::getKey).toList());
    for (Scope.OfMailbox mailbox : taken) {
      Iterator<DeliveryRow> due = looked.getOrDefault(mailbox, Collections.emptyIterator());
      if (due.hasNext() && !step(mailbox, due.next(), now, steps)) {
        looked.remove(mailbox);
        turns.putOff(mailbox, clock.instant().plus(UNREADABLE));
      }
    }
    return looked.keySet();
  }

  /** Whether a step could be thought of; what is wrong with one mailbox, its key or its way, is its own matter. */
  private boolean step(Scope.OfMailbox mailbox, DeliveryRow row, Instant now, List<Step> steps) {
    try {
      step(mailbox, row, now).ifPresent(steps::add);
      return true;
    } catch (PostroomException notNow) {
      LOG.log(Level.DEBUG, "the deliveries of a mailbox are put off", notNow);
      failedHere(mailbox, row).ifPresent(steps::add);
      return false;
    }
  }

  /** Says so of the delivery, once: it stays due as it was, and its mailbox is put off. */
  private static Optional<Step> failedHere(Scope.OfMailbox mailbox, DeliveryRow row) {
    Progress before = row.progress();
    Optional<String> status = Optional.of(Settlement.FAILED_HERE.toString());
    return before.status().equals(status) ? Optional.empty()
        : Optional.of(new Step(mailbox, row,
            new Progress(DeliveryState.WAITING, before.attempts(), before.due(), Optional.empty(), Optional.empty(),
                status,
                Optional.empty()),
            Optional.empty()));
  }

  private Optional<Step> step(Scope.OfMailbox mailbox, DeliveryRow row, Instant now) {
    if (inHand.holds(row.id())) {
      return row.progress().lease().map(lease -> new Step(mailbox, row, renewed(row, now), Optional.empty()));
    }
    if (isOverdue(row, now)) {
      return Optional.of(expired(mailbox, row, now, OVERDUE));
    }
    MailboxCipher cipher = keys.of(mailbox);
    Optional<DeliveryEnvelope> envelope = opened(cipher, row);
    if (envelope.isEmpty()) {
      return Optional.of(expired(mailbox, row, now, Settlement.FAILED_HERE));
    }
    return step(mailbox, row, envelope.get(), now);
  }

  private Optional<Step> step(Scope.OfMailbox mailbox, DeliveryRow row, DeliveryEnvelope envelope, Instant now) {
    Destination destination = destinations.of(mailbox, envelope);
    return switch (lanes.hold(mailbox.inWorkspace(), destination.key())) {
      case HELD -> Optional.of(switch (breakers.ask(destination.key())) {
        case Passage.Free free -> {
          Leased leased = new Leased(mailbox, row, UUID.randomUUID(), envelope, destination, free);
          inHand.add(leased);
          yield new Step(mailbox, row, leased(leased, now), Optional.of(leased));
        }
        case Passage.Closed closed -> {
          lanes.giveBack(mailbox.inWorkspace(), destination.key());
          yield putOff(mailbox, row, closed.until(), now);
        }
      });
      case LANE_FULL -> {
        full.note(mailbox, destination.key(), row.destination());
        yield Optional.empty();
      }
      case SHARE_USED -> Optional.empty();
    };
  }

  /** A row that was altered opens never, and must not hold up those behind it. */
  private static Optional<DeliveryEnvelope> opened(MailboxCipher cipher, DeliveryRow row) {
    try {
      return Optional.of(DeliverySeals.envelope(cipher, row));
    } catch (SealException altered) {
      return Optional.empty();
    }
  }

  /** Whether its time to live ended while it could not be tried; the last try of all is due at the very end. */
  private static boolean isOverdue(DeliveryRow row, Instant now) {
    return !now.isBefore(row.expiresAt()) && row.progress().due().stream().allMatch(row.expiresAt()::isAfter);
  }

  private static Step putOff(Scope.OfMailbox mailbox, DeliveryRow row, Instant until, Instant now) {
    if (!now.isBefore(row.expiresAt())) {
      return expired(mailbox, row, now, OVERDUE);
    }
    Instant due = until.isBefore(row.expiresAt()) ? until : row.expiresAt();
    return new Step(mailbox, row, waiting(row.progress(), due), Optional.empty());
  }

  private static Progress leased(Leased delivery, Instant now) {
    Progress before = delivery.row().progress();
    return new Progress(DeliveryState.LEASED, before.attempts() + 1, Optional.of(now.plus(LEASE)),
        Optional.of(delivery.lease()), Optional.empty(), before.status(), before.reply());
  }

  private static Progress renewed(DeliveryRow row, Instant now) {
    Progress before = row.progress();
    return new Progress(DeliveryState.LEASED, before.attempts(), Optional.of(now.plus(LEASE)), before.lease(),
        Optional.empty(), before.status(), before.reply());
  }

  static Progress waiting(Progress before, Instant due) {
    return new Progress(DeliveryState.WAITING, before.attempts(), Optional.of(due), Optional.empty(), Optional.empty(),
        before.status(), before.reply());
  }

  /** What was said last is said still; where nothing was, the cause is. */
  private static Step expired(Scope.OfMailbox mailbox, DeliveryRow row, Instant now, EnhancedStatus cause) {
    Progress before = row.progress();
    return new Step(mailbox, row, new Progress(DeliveryState.EXPIRED, before.attempts(), Optional.empty(),
        Optional.empty(), Optional.of(now), before.status().or(() -> Optional.of(cause.toString())), before.reply()),
        Optional.empty());
  }

  private Done advance(List<Step> steps, Set<Scope.OfMailbox> looked) {
    MailStore.Work<Done> work = transaction -> {
      List<Leased> leased = new ArrayList<>();
      steps.stream().filter(step -> advance(transaction, step)).forEach(step -> step.leased().ifPresent(leased::add));
      Map<Scope.OfMailbox, Optional<Instant>> nextDue = new LinkedHashMap<>();
      looked.forEach(mailbox -> nextDue.put(mailbox, Rungs.evenErased(transaction, mailbox).deliveries().nextDue()));
      return new Done(leased, nextDue);
    };
    Done done = steps.isEmpty() ? store.read(work) : changes.make(work, made -> {
    }, () -> letGo(steps.stream().flatMap(step -> step.leased().stream()).toList()));
    Set<Leased> leased = new HashSet<>(done.leased());
    steps.stream().flatMap(step -> step.leased().stream()).filter(one -> !leased.contains(one)).forEach(this::giveBack);
    return done;
  }

  private boolean advance(StoreTransaction transaction, Step step) {
    boolean isDone = isAsSeen(transaction, step)
        && Rungs.evenErased(transaction, step.mailbox())
            .deliveries()
            .advance(step.row().id(), step.row().progress().lease(), step.progress());
    if (isDone && step.isSettled()) {
      transaction.events()
          .append(changes.event(EventType.DELIVERY_EXPIRED, step.mailbox(), step.row().message(),
              step.row().id().toString()));
    }
    return isDone;
  }

  /** What is leased and will not be handed over does not wait until its lease ends, and no attempt is counted. */
  void letGo(List<Leased> leased) {
    if (leased.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    store.write(transaction -> leased.stream()
        .filter(one -> Rungs.evenErased(transaction, one.mailbox())
            .deliveries()
            .advance(one.row().id(), Optional.of(one.lease()), waiting(one.row().progress(), now)))
        .count());
    leased.forEach(one -> turns.announce(one.mailbox(), now));
  }

  private void giveBack(Leased notLeased) {
    inHand.remove(notLeased);
    lanes.giveBack(notLeased.mailbox().inWorkspace(), notLeased.destination().key());
  }

  /**
   * Between the look and this change a delivery may have been called back or given another time, and its mailbox paused or closed:
   * whoever did that was answered that it will not leave.
   */
  private static boolean isAsSeen(StoreTransaction transaction, Step step) {
    MailboxStore rung = Rungs.evenErased(transaction, step.mailbox());
    return transaction.standing(step.mailbox()) == Standing.ACTIVE
        && rung.pause().isEmpty()
        && rung.deliveries()
            .find(step.row().id())
            .filter(row -> row.progress().equals(step.row().progress()))
            .isPresent();
  }
}
