package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose turn it is to have a delivery handed over.
 *
 * <p>
 * How is this designed, and why? A queue in the order of due times lets one customer's two hundred thousand letters go before
 * everybody else's ten. So what is due goes round: every workspace that has something due gets one turn after the other, and within
 * its turn one of its mailboxes, so that nobody waits longer for having a busy neighbour than that there are neighbours. Only names
 * and times are kept here, one for each mailbox with something to send; what is due is read from the store when the turn comes. Nothing
 * here is lost in a crash, for it is made anew from the store.
 *
 * <p>
 * A mailbox is booked for a time, or is in the round. It leaves the round when a look has found nothing more that is due, unless
 * something was announced since that look began: the announcement may be of what the look did not see.
 *
 * <p>
 * Safe for use by many threads; each call costs the logarithm of the number of mailboxes at most, and waits for nobody.
 */
final class Turns {

  private record Booking(Scope.OfMailbox mailbox, Instant at) {}

  private final TreeSet<Booking> bookings =
      new TreeSet<>(Comparator.comparing(Booking::at).thenComparing(booking -> booking.mailbox().mailbox().value()));
  private final Map<Scope.OfMailbox, Booking> booked = new HashMap<>();
  /** Workspaces in the order of their turns, and within each its mailboxes in theirs. */
  private final LinkedHashMap<Scope.OfWorkspace, SequencedSet<Scope.OfMailbox>> round = new LinkedHashMap<>();
  private final Set<Scope.OfMailbox> announced = new HashSet<>();

  /** Something of a mailbox is due at a time. */
  synchronized void announce(Scope.OfMailbox mailbox, Instant at) {
    if (isInRound(mailbox)) {
      announced.add(mailbox);
    } else {
      book(mailbox, at);
    }
  }

  private boolean isInRound(Scope.OfMailbox mailbox) {
    return ofWorkspace(mailbox).contains(mailbox);
  }

  private SequencedSet<Scope.OfMailbox> ofWorkspace(Scope.OfMailbox mailbox) {
    return round.getOrDefault(mailbox.inWorkspace(), new LinkedHashSet<>());
  }

  private void book(Scope.OfMailbox mailbox, Instant at) {
    Booking before = booked.get(mailbox);
    if (before == null || at.isBefore(before.at())) {
      Booking booking = new Booking(mailbox, at);
      bookings.add(booking);
      booked.put(mailbox, booking);
      if (before != null) {
        bookings.remove(before);
      }
    }
  }

  /**
   * The next turns.
   *
   * @param most
   *          how many turns at most
   * @return whose they are, in their order, a mailbox as often as it has turns; none when nothing is due
   */
  synchronized List<Scope.OfMailbox> take(Instant now, int most) {
    enterDue(now);
    List<Scope.OfMailbox> turns = new ArrayList<>();
    while (turns.size() < most && !round.isEmpty()) {
      turns.add(nextInRound());
    }
    turns.forEach(announced::remove);
    return turns;
  }

  private void enterDue(Instant now) {
    while (!bookings.isEmpty() && !bookings.first().at().isAfter(now)) {
      Booking due = bookings.removeFirst();
      booked.remove(due.mailbox());
      round.computeIfAbsent(due.mailbox().inWorkspace(), fresh -> new LinkedHashSet<>()).add(due.mailbox());
    }
  }

  private Scope.OfMailbox nextInRound() {
    Map.Entry<Scope.OfWorkspace, SequencedSet<Scope.OfMailbox>> workspace = round.pollFirstEntry();
    Scope.OfMailbox mailbox = workspace.getValue().removeFirst();
    workspace.getValue().addLast(mailbox);
    round.putLast(workspace.getKey(), workspace.getValue());
    return mailbox;
  }

  /** Mailboxes that had a turn and could not use it come before all others, in this order. */
  synchronized void first(List<Scope.OfMailbox> passedOver) {
    for (Scope.OfMailbox mailbox : passedOver.reversed()) {
      if (isInRound(mailbox)) {
        SequencedSet<Scope.OfMailbox> ofWorkspace = ofWorkspace(mailbox);
        ofWorkspace.addFirst(mailbox);
        round.putFirst(mailbox.inWorkspace(), ofWorkspace);
      }
    }
  }

  /**
   * A look at a mailbox that had its turn is over.
   *
   * @param nextDue
   *          when the first of what is left is due
   */
  synchronized void looked(Scope.OfMailbox mailbox, Optional<Instant> nextDue, Instant now) {
    boolean stays = nextDue.filter(at -> !at.isAfter(now)).isPresent() || announced.contains(mailbox);
    if (!stays) {
      leave(mailbox);
      nextDue.ifPresent(at -> book(mailbox, at));
    }
  }

  /** Nothing of a mailbox can be handed over before a time, unless something was announced since its turn. */
  synchronized void putOff(Scope.OfMailbox mailbox, Instant until) {
    if (!announced.contains(mailbox)) {
      leave(mailbox);
      book(mailbox, until);
    }
  }

  /** What was put off, or is just being put off, need not wait any longer. */
  synchronized void wake(Scope.OfMailbox mailbox, Instant now) {
    if (booked.containsKey(mailbox) || isInRound(mailbox)) {
      announce(mailbox, now);
    }
  }

  private void leave(Scope.OfMailbox mailbox) {
    if (isInRound(mailbox)) {
      SequencedSet<Scope.OfMailbox> ofWorkspace = ofWorkspace(mailbox);
      ofWorkspace.remove(mailbox);
      if (ofWorkspace.isEmpty()) {
        round.remove(mailbox.inWorkspace());
      }
    }
  }

  /** When the next turn comes: a time that is past when there is one now, nothing when nothing is booked. */
  synchronized Optional<Instant> nextTurn() {
    return round.isEmpty() ? bookings.stream().findFirst().map(Booking::at) : Optional.of(Instant.EPOCH);
  }

  /** How many mailboxes are known here. */
  synchronized int size() {
    return bookings.size() + round.values().stream().mapToInt(Set::size).sum();
  }
}
