package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.Outbox;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where mail on its way out is to be found, over one state. */
record MemoryOutbox(State state) implements Outbox {
  private static final Comparator<Scope.OfMailbox> ORDER =
      Comparator.comparing(Scope.OfMailbox::mailbox, IdOrder.<MailboxId>ascending());

  @Override
  public List<Scope.OfMailbox> mailboxes(Optional<Scope.OfMailbox> after, int limit) {
    return state.deliveries()
        .values()
        .stream()
        .filter(delivery -> !delivery.row().progress().state().isSettled())
        .map(Placed::place)
        .distinct()
        .filter(place -> after.stream().allMatch(last -> ORDER.compare(place, last) > 0))
        .sorted(ORDER)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Scope.OfMailbox> mailboxOf(DeliveryId delivery) {
    return state.deliveries().get(delivery).map(Placed::place);
  }
}
