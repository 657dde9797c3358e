package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of deliveries as a queue: which are due, who may settle them, and what waits. */
public interface DeliveryQueueContract extends StoreUnderTest {

  @Test
  default void due_deliveries_come_in_the_order_of_their_due_times_and_then_of_their_ids() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    Instant now = room().clock().instant();
    List<DeliveryRow> inOrder = IntStream.range(0, 24)
        .mapToObj(i -> new DeliveryRow(new DeliveryId(new UUID((long) (i & 3) << 62, 20 - i)), message,
            Rows.sealed(40), Rows.token(Token.Kind.DESTINATION, "peer.example"), Optional.empty(), now,
            now.plusSeconds(1),
            DeliveryRow.Progress.waiting(now.plusMillis(i / 4))))
        .toList();
    List<DeliveryRow> shuffled = new ArrayList<>(inOrder);
    Collections.shuffle(shuffled, new Random(5));
    shuffled.forEach(row -> room().put(outbox, row));

    for (int millis = -1; millis <= 6; millis++) {
      int due = Math.min(24, 4 * (millis + 1));
      assertThat(due(outbox, now.plusMillis(millis))).containsExactlyElementsOf(inOrder.subList(0, due));
    }
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().due(now.plusMillis(3), List.of(), 6)))
        .containsExactlyElementsOf(inOrder.subList(0, 6));
  }

  @Test
  default void a_leased_delivery_is_due_again_when_its_lease_is_over_and_a_settled_one_never() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    DeliveryRow lost = room().delivery(outbox);
    DeliveryRow waiting = wait(outbox, now.plusMillis(5));
    DeliveryRow leased = lease(outbox, lost, new UUID(1, 1), now.plusMillis(4));
    settle(outbox, room().delivery(outbox), DeliveryState.DELIVERED);

    assertThat(due(outbox, now.plusMillis(3))).isEmpty();
    assertThat(due(outbox, now.plusMillis(4))).containsExactly(leased);
    assertThat(due(outbox, now.plusSeconds(1_000_000))).containsExactly(leased, waiting);
  }

  @Test
  default void destinations_are_left_out_before_the_limit_is_applied() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    Instant now = room().clock().instant();
    IntStream.range(0, 30).forEach(i -> room().put(outbox, room().rows().delivery(message, "dead.example")));
    DeliveryRow alive = room().put(outbox, room().rows().delivery(message, "alive.example"));
    DeliveryRow later = room().put(outbox, room().rows().delivery(message, "later.example"));
    Token dead = Rows.token(Token.Kind.DESTINATION, "dead.example");
    List<Token> many = new ArrayList<>(List.of(dead, later.destination()));
    IntStream.range(0, 498).mapToObj(i -> Rows.token(Token.Kind.DESTINATION, "none " + i)).forEach(many::add);

    assertThat(due(outbox, now)).hasSize(32);
    assertThat(without(outbox, List.of(dead), 2)).containsExactly(alive, later);
    assertThat(without(outbox, List.of(dead), 1)).containsExactly(alive);
    assertThat(without(outbox, many, 10)).containsExactly(alive);
    assertThat(without(outbox, List.of(new Token(dead.kind(), 2, dead.value())), 100)).as("another version")
        .hasSize(32);
  }

  @Test
  default void the_next_due_time_is_the_first_of_all_that_are_not_settled() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    DeliveryRow late = wait(outbox, now.plusSeconds(60));
    assertThat(nextDue(outbox)).contains(now.plusSeconds(60));
    DeliveryRow past = wait(outbox, now.minusSeconds(60));
    wait(outbox, now.plusSeconds(90));
    assertThat(nextDue(outbox)).contains(now.minusSeconds(60));

    DeliveryRow leased = lease(outbox, past, new UUID(1, 1), now.plusSeconds(30));
    assertThat(nextDue(outbox)).as("a lease ends").contains(now.plusSeconds(30));
    settle(outbox, leased, DeliveryState.BOUNCED);
    assertThat(nextDue(outbox)).contains(now.plusSeconds(60));
    settle(outbox, late, DeliveryState.CANCELLED);
    assertThat(nextDue(outbox)).contains(now.plusSeconds(90));
    all(outbox).stream()
        .filter(row -> !row.progress().state().isSettled())
        .forEach(row -> settle(outbox, row, DeliveryState.EXPIRED));
    assertThat(nextDue(outbox)).isEmpty();
  }

  @Test
  default void only_who_holds_the_lease_brings_a_delivery_further() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    UUID lease = new UUID(-1, 1);
    DeliveryRow leased = lease(outbox, room().delivery(outbox), lease, now.plusSeconds(60));
    DeliveryRow waiting = room().delivery(outbox);
    DeliveryRow.Progress end = Steps.settled(leased.progress(), DeliveryState.DELIVERED, now);

    for (Optional<UUID> wrong : List.of(Optional.<UUID>empty(), Optional.of(new UUID(-1, 2)),
        Optional.of(new UUID(0, 1)))) {
      assertThat(advances(outbox, leased, wrong, end)).isFalse();
      assertThat(find(outbox, leased)).contains(leased);
    }
    assertThat(advances(outbox, waiting, Optional.of(lease), end)).isFalse();
    assertThat(all(outbox)).containsExactly(waiting, leased);
    assertThat(advances(outbox, leased, Optional.of(lease), end)).isTrue();
    assertThat(all(outbox)).containsExactly(waiting, leased.with(end));
    assertThat(advances(outbox, leased, Optional.of(lease), end)).as("the lease is over").isFalse();
  }

  @Test
  default void whose_lease_was_lost_to_another_settles_nothing_any_more() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    DeliveryRow first = lease(outbox, room().delivery(outbox), new UUID(1, 1), now);
    DeliveryRow second = lease(outbox, first, new UUID(1, 2), now.plusSeconds(60));
    assertThat(second.progress().attempts()).isEqualTo(2);

    assertThat(advances(outbox, first, first.progress().lease(),
        Steps.settled(first.progress(), DeliveryState.BOUNCED, now))).isFalse();
    assertThat(find(outbox, first)).contains(second);
  }

  @Test
  default void a_delivery_is_not_brought_further_through_another_mailbox() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(outbox.inWorkspace(), "neighbour");
    DeliveryRow waiting = room().delivery(outbox);

    assertThat(advances(neighbour, waiting, Optional.empty(),
        Steps.settled(waiting.progress(), DeliveryState.CANCELLED, waiting.queuedAt()))).isFalse();
    assertThat(find(outbox, waiting)).contains(waiting);
  }

  @Test
  default void all_of_the_progress_is_replaced_also_by_what_is_empty() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    DeliveryRow leased = lease(outbox, room().delivery(outbox), new UUID(1, 1), now.plusSeconds(60));
    DeliveryRow again = advance(outbox, leased, Steps.again(leased.progress(), now.plusSeconds(300), "4.2.2"));
    assertThat(find(outbox, again)).contains(again);
    DeliveryRow fresh = advance(outbox, again, DeliveryRow.Progress.waiting(now));
    assertThat(find(outbox, fresh)).contains(fresh);
    DeliveryRow settled = settle(outbox, fresh, DeliveryState.SUPPRESSED);
    assertThat(find(outbox, settled)).contains(settled);
  }

  @Test
  default void a_settled_delivery_may_still_bounce_or_be_put_on_its_way_again() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    DeliveryRow delivered = settle(outbox, room().delivery(outbox), DeliveryState.DELIVERED);
    DeliveryRow bounced = settle(outbox, delivered, DeliveryState.BOUNCED);
    assertThat(find(outbox, bounced)).contains(bounced);
    assertThat(due(outbox, now)).isEmpty();

    DeliveryRow again = advance(outbox, bounced, DeliveryRow.Progress.waiting(now));
    assertThat(due(outbox, now)).containsExactly(again);
    assertThat(nextDue(outbox)).contains(now);
  }

  @Test
  default void one_transaction_leases_many_and_sees_what_it_did() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    IntStream.range(0, 20).forEach(i -> room().delivery(outbox));
    UUID lease = new UUID(7, 7);
    room().change(t -> {
      var deliveries = Rungs.at(t, outbox).deliveries();
      for (DeliveryRow row : deliveries.due(now, List.of(), 15)) {
        DeliveryRow.Progress leased = Steps.leased(row.progress(), lease, now.plusSeconds(60));
        assertThat(deliveries.advance(row.id(), Optional.empty(), leased)).isTrue();
        assertThat(deliveries.advance(row.id(), Optional.empty(), leased)).as("leased already").isFalse();
      }
      assertThat(deliveries.due(now, List.of(), 100)).hasSize(5);
    });

    assertThat(due(outbox, now)).hasSize(5);
    assertThat(due(outbox, now.plusSeconds(60))).hasSize(20);
  }

  @Test
  default void statistics_count_what_is_not_settled() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    wait(outbox, now.minusSeconds(10));
    wait(outbox, now);
    wait(outbox, now.plusMillis(1));
    lease(outbox, room().delivery(outbox), new UUID(1, 1), now.plusSeconds(60));
    lease(outbox, room().delivery(outbox), new UUID(1, 2), now.minusSeconds(60));
    settle(outbox, room().delivery(outbox), DeliveryState.DELIVERED);
    room().delivery(room().mailbox(outbox.inWorkspace(), "neighbour"));

    assertThat(statistics(outbox, now))
        .isEqualTo(new QueueStatistics(3, 2, 2, Optional.of(now.minusSeconds(10))));
    assertThat(statistics(outbox, now.minusSeconds(5)))
        .isEqualTo(new QueueStatistics(3, 1, 2, Optional.of(now.minusSeconds(10))));
    assertThat(statistics(outbox, now.minusSeconds(11))).isEqualTo(new QueueStatistics(3, 0, 2, Optional.empty()));
  }

  private DeliveryRow wait(Scope.OfMailbox outbox, Instant due) {
    DeliveryRow row = room().rows().delivery(room().post().to(outbox).id());
    return room().put(outbox, row.with(DeliveryRow.Progress.waiting(due)));
  }

  private DeliveryRow lease(Scope.OfMailbox outbox, DeliveryRow row, UUID lease, Instant until) {
    return advance(outbox, row, Steps.leased(row.progress(), lease, until));
  }

  private DeliveryRow settle(Scope.OfMailbox outbox, DeliveryRow row, DeliveryState state) {
    return advance(outbox, row, Steps.settled(row.progress(), state, room().clock().instant()));
  }

  private DeliveryRow advance(Scope.OfMailbox outbox, DeliveryRow row, DeliveryRow.Progress progress) {
    assertThat(advances(outbox, row, row.progress().lease(), progress)).isTrue();
    return row.with(progress);
  }

  private boolean advances(Scope.OfMailbox outbox, DeliveryRow row, Optional<UUID> lease,
      DeliveryRow.Progress progress) {
    return store().<Boolean>write(t -> Rungs.at(t, outbox).deliveries().advance(row.id(), lease, progress));
  }

  private Optional<DeliveryRow> find(Scope.OfMailbox outbox, DeliveryRow row) {
    return room().find(t -> Rungs.at(t, outbox).deliveries().find(row.id()));
  }

  private List<DeliveryRow> all(Scope.OfMailbox outbox) {
    return room().list(t -> Rungs.at(t, outbox).deliveries().list(Set.of(), Optional.empty(), 100));
  }

  private List<DeliveryRow> due(Scope.OfMailbox outbox, Instant now) {
    return room().list(t -> Rungs.at(t, outbox).deliveries().due(now, List.of(), 100));
  }

  private List<DeliveryRow> without(Scope.OfMailbox outbox, Collection<Token> destinations, int limit) {
    Instant now = room().clock().instant();
    return room().list(t -> Rungs.at(t, outbox).deliveries().due(now, destinations, limit));
  }

  private Optional<Instant> nextDue(Scope.OfMailbox outbox) {
    return room().find(t -> Rungs.at(t, outbox).deliveries().nextDue());
  }

  private QueueStatistics statistics(Scope.OfMailbox outbox, Instant now) {
    return room().see(t -> Rungs.at(t, outbox).deliveries().statistics(now));
  }
}
