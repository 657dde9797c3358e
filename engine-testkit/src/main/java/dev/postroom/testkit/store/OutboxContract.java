package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.DeliveryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises whoever looks for mail on its way out, across all mailboxes. */
public interface OutboxContract extends StoreUnderTest {

  @Test
  default void a_mailbox_is_in_the_outbox_exactly_while_a_delivery_of_it_is_not_settled() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    room().post().to(outbox);
    assertThat(mailboxes()).as("a message alone").isEmpty();
    DeliveryRow row = room().delivery(outbox);
    DeliveryRow second = room().delivery(outbox, row.message());
    assertThat(mailboxes()).as("once, however many").containsExactly(outbox);

    DeliveryRow leased = advance(outbox, row, Steps.leased(row.progress(), new UUID(1, 1), now));
    settle(outbox, second, DeliveryState.BOUNCED);
    assertThat(mailboxes()).as("leased").containsExactly(outbox);
    DeliveryRow settled = settle(outbox, leased, DeliveryState.DELIVERED);
    assertThat(mailboxes()).as("settled").isEmpty();
    settle(outbox, settled, DeliveryState.BOUNCED);
    assertThat(mailboxes()).as("settled twice").isEmpty();

    advance(outbox, second, DeliveryRow.Progress.waiting(now.plusSeconds(1_000_000)));
    assertThat(mailboxes()).as("on its way again").containsExactly(outbox);
    room().change(t -> Rungs.at(t, outbox).delete(row.message(), now));
    assertThat(mailboxes()).as("deleted").containsExactly(outbox);
    room().change(t -> Rungs.at(t, outbox).forget(now.plusSeconds(1), 10));
    assertThat(mailboxes()).as("forgotten").isEmpty();
  }

  @Test
  default void what_is_settled_and_what_is_added_in_one_transaction_are_told_apart() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    DeliveryRow row = room().delivery(outbox);
    DeliveryRow next = room().rows().delivery(row.message());
    DeliveryRow.Progress end =
        Steps.settled(row.progress(), DeliveryState.DELIVERED, room().clock().instant());
    room().change(t -> {
      Rungs.at(t, outbox).deliveries().advance(row.id(), Optional.empty(), end);
      Rungs.at(t, outbox).deliveries().insert(next);
      Rungs.at(t, outbox).deliveries().insert(room().rows().delivery(row.message()).with(end));
    });
    assertThat(mailboxes()).containsExactly(outbox);
    settle(outbox, next, DeliveryState.DELIVERED);
    assertThat(mailboxes()).isEmpty();
  }

  @Test
  default void pages_of_mailboxes_put_together_are_all_of_them_in_an_order_that_stays_the_same() {
    List<Scope.OfMailbox> senders = new ArrayList<>();
    Scope.OfWorkspace shared = room().workspace("shared");
    IntStream.range(0, 4).forEach(i -> senders.add(room().mailbox("own " + i)));
    IntStream.range(0, 4).forEach(i -> senders.add(room().mailbox(shared, "shared " + i)));
    IntStream.range(0, 3)
        .forEach(i -> senders.add(room().mailbox(room().workspace(shared.inTenant(), "next " + i), "next")));
    senders.reversed().forEach(sender -> room().delivery(sender));
    List<Scope.OfMailbox> all = mailboxes();

    assertThat(all).containsExactlyInAnyOrderElementsOf(senders);
    assertThat(page(Optional.empty(), 5)).isEqualTo(all.subList(0, 5));
    assertThat(page(Optional.of(all.get(4)), 5)).isEqualTo(all.subList(5, 10));
    assertThat(page(Optional.of(all.get(9)), 5)).isEqualTo(all.subList(10, 11));
    assertThat(page(Optional.of(all.get(10)), 5)).isEmpty();
    restart();
    assertThat(mailboxes()).isEqualTo(all);
  }

  @Test
  default void a_page_goes_on_also_when_the_last_mailbox_has_nothing_on_its_way_any_more() {
    List<DeliveryRow> rows = IntStream.range(0, 5).mapToObj(i -> room().delivery(room().mailbox("own " + i))).toList();
    List<Scope.OfMailbox> all = mailboxes();
    for (DeliveryRow row : rows) {
      Scope.OfMailbox owner = room().find(t -> t.outbox().mailboxOf(row.id())).orElseThrow();
      if (owner.equals(all.get(1)) || owner.equals(all.get(2))) {
        settle(owner, row, DeliveryState.DELIVERED);
      }
    }

    assertThat(page(Optional.of(all.get(1)), 5)).containsExactly(all.get(3), all.get(4));
    assertThat(mailboxes()).containsExactly(all.get(0), all.get(3), all.get(4));
  }

  @Test
  default void mailboxes_at_suspended_and_erased_places_are_in_the_outbox_too() {
    Scope.OfMailbox erased = room().mailbox("erased");
    Scope.OfMailbox below = room().mailbox("below");
    Scope.OfMailbox suspended = room().mailbox("suspended");
    List<DeliveryRow> rows = List.of(erased, below, suspended).stream().map(room()::delivery).toList();
    room().stands(erased, Standing.ERASED);
    room().stands(below.inWorkspace().inTenant(), Standing.ERASED);
    room().stands(suspended, Standing.SUSPENDED);

    assertThat(mailboxes()).containsExactlyInAnyOrder(erased, below, suspended);
    assertThat(room().find(t -> t.outbox().mailboxOf(rows.get(0).id()))).contains(erased);
    assertThat(room().find(t -> t.outbox().mailboxOf(rows.get(1).id()))).contains(below);
  }

  @Test
  default void the_mailbox_of_a_delivery_is_found_whatever_has_become_of_it() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(outbox.inWorkspace(), "neighbour");
    DeliveryRow row = room().delivery(outbox);
    DeliveryRow other = room().delivery(neighbour);
    settle(outbox, row, DeliveryState.DELIVERED);

    assertThat(room().find(t -> t.outbox().mailboxOf(row.id()))).contains(outbox);
    assertThat(room().find(t -> t.outbox().mailboxOf(other.id()))).contains(neighbour);
    assertThat(room().find(t -> t.outbox().mailboxOf(room().ids().delivery()))).isEmpty();
  }

  private DeliveryRow settle(Scope.OfMailbox outbox, DeliveryRow row, DeliveryState state) {
    return advance(outbox, row, Steps.settled(row.progress(), state, room().clock().instant()));
  }

  private DeliveryRow advance(Scope.OfMailbox outbox, DeliveryRow row, DeliveryRow.Progress progress) {
    assertThat(store()
        .<Boolean>write(t -> Rungs.at(t, outbox).deliveries().advance(row.id(), row.progress().lease(), progress)))
        .isTrue();
    return row.with(progress);
  }

  private List<Scope.OfMailbox> mailboxes() {
    return page(Optional.empty(), 100);
  }

  private List<Scope.OfMailbox> page(Optional<Scope.OfMailbox> after, int limit) {
    return room().list(t -> t.outbox().mailboxes(after, limit));
  }
}
