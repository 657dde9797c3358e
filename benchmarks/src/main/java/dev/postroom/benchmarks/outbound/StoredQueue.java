package dev.postroom.benchmarks.outbound;

import dev.postroom.access.Scope;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.MailRoom;
import dev.postroom.testkit.store.Rungs;
import dev.postroom.testkit.store.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One mailbox whose deliveries are due, all of one message, and the claim as the queue makes it. For one thread. */
final class StoredQueue {
  private static final int IN_ONE_CHANGE = 2000;
  private static final Duration LEASE = Duration.ofMinutes(45);
  private static final UUID HOLDER = new UUID(1, 1);

  private final MailStore store;
  private final Scope.OfMailbox mailbox;
  private final Instant now;
  private List<DeliveryRow> claimed = List.of();

  private StoredQueue(MailStore store, Scope.OfMailbox mailbox, Instant now) {
    this.store = store;
    this.mailbox = mailbox;
    this.now = now;
  }

  static StoredQueue filled(MailStore store, int queued) {
    SettableClock clock = SettableClock.standing();
    MailRoom room = new MailRoom(store, IdSequence.of(clock, 1), clock);
    Scope.OfMailbox mailbox = room.mailbox("bench");
    DeliveryRow first = room.delivery(mailbox, room.post().flag(Flag.SENT).to(mailbox).id());
    for (int there = 1; there < queued; there += IN_ONE_CHANGE) {
      int more = Math.min(IN_ONE_CHANGE, queued - there);
      room.change(transaction -> {
        DeliveryTable deliveries = Rungs.at(transaction, mailbox).deliveries();
        for (int i = 0; i < more; i++) {
          deliveries.insert(room.rows().delivery(first.message()));
        }
      });
    }
    return new StoredQueue(store, mailbox, clock.instant());
  }

  int claim(int most) {
    List<DeliveryRow> due =
        store.read(transaction -> Rungs.at(transaction, mailbox).deliveries().due(now, Set.of(), most));
    store.write(transaction -> {
      DeliveryTable deliveries = Rungs.at(transaction, mailbox).deliveries();
      due.forEach(row -> deliveries.advance(row.id(), Optional.empty(), leased(row)));
      return deliveries.nextDue();
    });
    claimed = due;
    return due.size();
  }

  private Progress leased(DeliveryRow row) {
    return Steps.leased(row.progress(), HOLDER, now.plus(LEASE));
  }

  void giveBack() {
    store.write(transaction -> {
      DeliveryTable deliveries = Rungs.at(transaction, mailbox).deliveries();
      claimed.forEach(row -> deliveries.advance(row.id(), Optional.of(HOLDER), row.progress()));
      return claimed.size();
    });
  }
}
