package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.id.DomainId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One of everything that there is to mail on its way out: deliveries that wait, are leased and are settled, a send, a pause, and at
 * the mailbox, its workspace and its tenant an entry of each list, limits, counts and sealed things.
 */
record Dispatch(Scope.OfMailbox mailbox, DomainId domain, KeyRecord key, DeliveryRow waiting, DeliveryRow leased,
    SendRow send, List<PolicyRow> entries) {
  static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  private static final UUID LEASE = new UUID(5, 5);

  /** Furnishes a mailbox with all of it. */
  static Dispatch from(Scope.OfMailbox mailbox, DomainId domain, MailRoom room) {
    Instant now = room.clock().instant();
    DeliveryRow waiting = room.delivery(mailbox);
    MessageId message = waiting.message();
    DeliveryRow fresh = room.rows().delivery(message);
    DeliveryRow leased = room.put(mailbox, fresh.with(Steps.leased(fresh.progress(), LEASE, now.plusSeconds(60))));
    DeliveryRow late = room.rows().delivery(message);
    room.put(mailbox, late.with(Steps.settled(late.progress(), DeliveryState.BOUNCED, now)));
    SendRow send = new SendRow(Inventory.SEND_KEY, message, Rows.sealed(300));
    List<PolicyRow> entries = rungs(mailbox).stream()
        .flatMap(place -> List.of(PolicyRow.Kind.values()).stream().map(kind -> room.entry(place, kind, "ann")))
        .toList();
    Dispatch dispatch = new Dispatch(mailbox, domain, room.key(mailbox), waiting, leased, send, entries);
    room.change(t -> dispatch.furnish(t, now));
    return dispatch;
  }

  private void furnish(StoreTransaction t, Instant now) {
    Rungs.at(t, mailbox).insertSend(send);
    Rungs.at(t, mailbox).setPause(Optional.of(new SendingPause(SendingPause.Cause.MANUAL, now)));
    tables(t).forEach(table -> {
      table.setLimits(Limits.none().sends(7, Limit.Window.DAY));
      table.count(UsageKind.SENDS, DAY, 7);
    });
    Rungs.at(t, mailbox.inWorkspace()).sealed().put(sealed(mailbox.workspace().value(), 7));
    Rungs.at(t, mailbox.inWorkspace()).sealed().put(sealed(domain.value(), 8));
  }

  /** Changes each of them, and the content of none that stays sealed. */
  void changeAll(StoreTransaction t, MailRoom room) {
    Instant now = room.clock().instant();
    var deliveries = Rungs.at(t, mailbox).deliveries();
    deliveries.advance(waiting.id(), Optional.empty(), Steps.leased(waiting.progress(), LEASE, now));
    deliveries.advance(leased.id(), leased.progress().lease(),
        Steps.settled(leased.progress(), DeliveryState.DELIVERED, now));
    deliveries.insert(room.rows().delivery(waiting.message()));
    Rungs.at(t, mailbox).setPause(Optional.empty());
    tables(t).forEach(table -> {
      table.setLimits(Limits.none());
      table.count(UsageKind.SENDS, DAY, 1);
      table.count(UsageKind.BOUNCED, DAY, 1);
    });
    rungs(mailbox).forEach(place -> {
      Rungs.policy(t, place).insert(room.rows().entry(PolicyRow.Kind.SEND, "bob"));
      entries.forEach(entry -> Rungs.policy(t, place).delete(entry.id()));
    });
    Rungs.at(t, mailbox.inWorkspace()).sealed().put(sealed(domain.value(), 9));
    Rungs.at(t, mailbox.inWorkspace()).sealed().deleteAll(mailbox.workspace().value());
  }

  private List<LimitTable> tables(StoreTransaction t) {
    return List.of(Rungs.limits(t, mailbox), Rungs.limits(t, mailbox.inWorkspace()),
        Rungs.limits(t, mailbox.inWorkspace().inTenant()), Rungs.keys(t, mailbox).limits(key.id()));
  }

  private static List<Scope> rungs(Scope.OfMailbox mailbox) {
    return List.of(mailbox, mailbox.inWorkspace(), mailbox.inWorkspace().inTenant());
  }

  private static SealedRow sealed(UUID owner, int length) {
    return new SealedRow(SealedRow.Kind.DKIM_KEY, owner, 0, Rows.sealed(length));
  }
}
