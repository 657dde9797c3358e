package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

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

  private final PriorityQueue<Booking> bookings = new PriorityQueue<>(Comparator.comparing(Booking::at));
  private final Map<Scope.OfMailbox, Instant> booked = new HashMap<>();
  private final Map<Scope.OfWorkspace, ArrayDeque<Scope.OfMailbox>> mailboxes = new HashMap<>();
  private final ArrayDeque<Scope.OfWorkspace> workspaces = new ArrayDeque<>();
  private final Set<Scope.OfMailbox> inRound = new LinkedHashSet<>();
  private final Set<Scope.OfMailbox> announced = new LinkedHashSet<>();

  /** Something of a mailbox is due at a time. */
  synchronized void announce(Scope.OfMailbox mailbox, Instant at) {
    if (inRound.contains(mailbox)) {
      announced.add(mailbox);
    } else {
      book(mailbox, at);
    }
  }

  private void book(Scope.OfMailbox mailbox, Instant at) {
    Instant before = booked.get(mailbox);
    if (before == null || at.isBefore(before)) {
      booked.put(mailbox, at);
      bookings.add(new Booking(mailbox, at));
    }
  }

  /**
   * The next turns.
   *
   * @param most
   *          how many turns at most
   * @return the mailboxes in their order, and how many turns each has; none when nothing is due
   */
  synchronized Map<Scope.OfMailbox, Integer> take(Instant now, int most) {
    enterDue(now);
    Map<Scope.OfMailbox, Integer> turns = new LinkedHashMap<>();
    for (int turn = 0; turn < most && !workspaces.isEmpty(); turn++) {
      turns.merge(nextInRound(), 1, Integer::sum);
    }
    announced.removeAll(turns.keySet());
    return turns;
  }

  private void enterDue(Instant now) {
    for (Booking next = bookings.peek(); next != null && !next.at().isAfter(now); next = bookings.peek()) {
      bookings.remove();
      if (booked.remove(next.mailbox(), next.at())) {
        enter(next.mailbox());
      }
    }
  }

  private void enter(Scope.OfMailbox mailbox) {
    if (inRound.add(mailbox)) {
      ArrayDeque<Scope.OfMailbox> ofWorkspace = mailboxes.get(mailbox.inWorkspace());
      if (ofWorkspace == null) {
        ofWorkspace = new ArrayDeque<>();
        mailboxes.put(mailbox.inWorkspace(), ofWorkspace);
        workspaces.add(mailbox.inWorkspace());
      }
      ofWorkspace.add(mailbox);
    }
  }

  private Scope.OfMailbox nextInRound() {
    Scope.OfWorkspace workspace = workspaces.remove();
    ArrayDeque<Scope.OfMailbox> ofWorkspace = mailboxes.getOrDefault(workspace, new ArrayDeque<>());
    Scope.OfMailbox mailbox = ofWorkspace.remove();
    ofWorkspace.add(mailbox);
    workspaces.add(workspace);
    return mailbox;
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

  /** Nothing of a mailbox can be handed over before a time, whatever is due. */
  synchronized void putOff(Scope.OfMailbox mailbox, Instant until) {
    leave(mailbox);
    book(mailbox, until);
  }

  /** What was put off need not wait any longer. */
  synchronized void wake(Scope.OfMailbox mailbox, Instant now) {
    if (booked.containsKey(mailbox)) {
      book(mailbox, now);
    }
  }

  private void leave(Scope.OfMailbox mailbox) {
    announced.remove(mailbox);
    if (inRound.remove(mailbox)) {
      ArrayDeque<Scope.OfMailbox> ofWorkspace = mailboxes.getOrDefault(mailbox.inWorkspace(), new ArrayDeque<>());
      ofWorkspace.remove(mailbox);
      if (ofWorkspace.isEmpty()) {
        mailboxes.remove(mailbox.inWorkspace());
        workspaces.remove(mailbox.inWorkspace());
      }
    }
  }

  /** When the next turn comes: a time that is past when there is one now, nothing when nothing is booked. */
  synchronized Optional<Instant> nextTurn() {
    if (!workspaces.isEmpty()) {
      return Optional.of(Instant.EPOCH);
    }
    return Optional.ofNullable(bookings.peek()).map(Booking::at);
  }
}
