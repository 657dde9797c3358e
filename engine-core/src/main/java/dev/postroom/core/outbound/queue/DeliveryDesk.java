package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.Tools;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks at the deliveries of a mailbox, calls them back, and gives them other times. Whether somebody may was asked before. */
public final class DeliveryDesk {
  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Cursors cursors;
  private final Queue queue;
  private final Aftermath aftermath;
  private final Duration timeToLive;
  private final Clock clock;

  public DeliveryDesk(Tools tools, Queue queue, Aftermath aftermath, Duration timeToLive) {
    this.store = tools.store();
    this.ladder = tools.ladder();
    this.changes = tools.changes();
    this.cursors = tools.cursors();
    this.queue = queue;
    this.aftermath = aftermath;
    this.timeToLive = timeToLive;
    this.clock = tools.clock();
  }

  public Page<Delivery> list(Scope.OfMailbox mailbox, Set<DeliveryState> states, PageRequest request) {
    String name = "deliveries " + mailbox.mailbox() + ' ' + new TreeSet<>(states);
    MailboxCipher cipher = ladder.mailbox(mailbox);
    return new PagedList<>(cursors, name, DeliveryId::new, DeliveryRow::id).page(request,
        (before, limit) -> store.read(mailbox, transaction -> table(transaction, mailbox).list(states, before, limit)),
        row -> shown(cipher, row));
  }

  public List<Delivery> ofMessage(Scope.OfMailbox mailbox, MessageId message) {
    MailboxCipher cipher = ladder.mailbox(mailbox);
    return store.read(mailbox, transaction -> rows(transaction, mailbox, message))
        .stream()
        .map(row -> shown(cipher, row))
        .toList();
  }

  public Delivery read(Scope.OfMailbox mailbox, DeliveryId delivery) {
    DeliveryRow row = store.read(mailbox, transaction -> table(transaction, mailbox).find(delivery))
        .orElseThrow(NotFoundException::new);
    return shown(ladder.mailbox(mailbox), row);
  }

  public QueueStatistics statistics(Scope.OfMailbox mailbox) {
    return store.read(mailbox, transaction -> table(transaction, mailbox).statistics(clock.instant()));
  }

  /** Calls back what waits, in the store or leased for its hand-over; answers how many that were. */
  public int cancel(Scope.OfMailbox mailbox, MessageId message) {
    try (TakingBack takingBack = new TakingBack(queue)) {
      int calledBack = changes.make(mailbox, transaction -> {
        DeliveryTable table = table(transaction, mailbox);
        List<DeliveryRow> waiting = rows(transaction, mailbox, message).stream()
            .flatMap(row -> takingBack.waiting(table, row, clock.instant()).stream())
            .toList();
        waiting.forEach(row -> cancel(transaction, mailbox, row));
        aftermath.unsent(transaction, mailbox, waiting);
        return waiting.size();
      });
      takingBack.made();
      return calledBack;
    }
  }

  private void cancel(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryRow row) {
    Progress before = row.progress();
    table(transaction, mailbox).advance(row.id(), Optional.empty(),
        new Progress(DeliveryState.CANCELLED, before.attempts(), Optional.empty(), Optional.empty(),
            Optional.of(clock.instant()), before.status(), before.reply()));
    transaction.events()
        .append(changes.event(EventType.DELIVERY_CANCELLED, mailbox, row.message(), row.id().toString()));
  }

  /** Gives what waits for its first attempt another time, in the store or leased for it; its time to live begins then. */
  public void reschedule(Scope.OfMailbox mailbox, MessageId message, Instant due) {
    Instant checked = Due.checked(due, clock.instant());
    try (TakingBack takingBack = new TakingBack(queue)) {
      changes.make(mailbox, transaction -> {
        List<DeliveryRow> rows = rows(transaction, mailbox, message);
        DeliveryTable table = table(transaction, mailbox);
        boolean all = rows.stream()
            .allMatch(row -> takingBack.waiting(table, row, checked).isPresent()
                && table.reschedule(row.id(), checked, checked.plus(timeToLive)));
        if (rows.isEmpty() || !all) {
          throw new ConflictException(FailureReason.WRONG_STATE, "message: on its way (expected: waits for its time)");
        }
        changes.afterwards(() -> queue.announce(mailbox, checked));
        return message;
      });
      takingBack.made();
    }
  }

  /** Has a delivery that waits tried at once. */
  public void retry(Scope.OfMailbox mailbox, DeliveryId delivery) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    changes.make(mailbox, transaction -> {
      DeliveryTable table = table(transaction, mailbox);
      DeliveryRow row = table.find(delivery).orElseThrow(NotFoundException::new);
      if (!isWaiting(row)) {
        throw new ConflictException(FailureReason.WRONG_STATE, "delivery: does not wait (expected: waits)");
      }
      table.advance(delivery, Optional.empty(), Leasing.waiting(row.progress(), now));
      changes.afterwards(() -> queue.announce(mailbox, now));
      return delivery;
    });
  }

  private static boolean isWaiting(DeliveryRow row) {
    return row.progress().state() == DeliveryState.WAITING;
  }

  private static List<DeliveryRow> rows(StoreTransaction transaction, Scope.OfMailbox mailbox, MessageId message) {
    MailboxStore rung = Rungs.of(transaction, mailbox);
    if (rung.find(message).isEmpty()) {
      throw new NotFoundException();
    }
    return rung.deliveries().ofMessage(message);
  }

  private static DeliveryTable table(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    return Rungs.of(transaction, mailbox).deliveries();
  }

  private static Delivery shown(MailboxCipher cipher, DeliveryRow row) {
    Progress progress = row.progress();
    return new Delivery(row.id(), row.message(), DeliverySeals.envelope(cipher, row).recipient(), progress.state(),
        progress.attempts(), row.queuedAt(), progress.due(), progress.settledAt(),
        progress.status().map(EnhancedStatus::parse),
        progress.reply().map(reply -> DeliverySeals.reply(cipher, row.id(), reply)));
  }
}
