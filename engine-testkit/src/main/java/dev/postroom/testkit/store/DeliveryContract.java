package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of deliveries as rows: what is kept of them, how they are listed, and whose they are. */
public interface DeliveryContract extends StoreUnderTest {

  @Test
  default void a_delivery_comes_back_as_it_was_stored_in_every_state() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    Instant now = room().clock().instant();
    List<DeliveryRow> stored = new ArrayList<>();
    for (DeliveryState state : DeliveryState.values()) {
      DeliveryRow.Progress progress = new DeliveryRow.Progress(state, 1_000,
          Optional.of(now.plusMillis(1)).filter(due -> !state.isSettled()),
          Optional.of(new UUID(-1, 1)).filter(lease -> state == DeliveryState.LEASED),
          Optional.of(now.plusMillis(2)).filter(at -> state.isSettled()), Optional.of("5.999.999"),
          Optional.of(Rows.sealed(4_000)));
      Token destination = new Token(Token.Kind.DESTINATION, 300, Rows.sealed(16));
      stored.add(room().put(outbox, new DeliveryRow(room().ids().delivery(), message, Rows.sealed(1_000), destination,
          Optional.of(room().ids().key()),
          now.minus(Duration.ofDays(400)), now.plusMillis(999), progress)));
    }
    stored.add(room().delivery(outbox, message));

    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().ofMessage(message))).isEqualTo(stored);
    assertThat(list(outbox, Set.of())).containsExactlyElementsOf(stored.reversed());
    for (DeliveryRow row : stored) {
      assertThat(find(outbox, row.id())).contains(row);
    }
  }

  @Test
  default void a_mailbox_that_sent_nothing_has_nothing_on_its_way() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    Instant now = room().clock().instant();

    assertThat(find(outbox, room().ids().delivery())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().ofMessage(message))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().ofMessage(room().ids().message()))).isEmpty();
    assertHasNothingOnItsWay(outbox);
    assertThat(store().<Boolean>write(t -> Rungs.at(t, outbox)
        .deliveries()
        .advance(room().ids().delivery(), Optional.empty(), DeliveryRow.Progress.waiting(now)))).isFalse();
  }

  @Test
  default void the_deliveries_of_a_message_come_in_the_order_of_their_ids_and_without_those_of_others() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    MessageId other = room().post().to(outbox).id();
    List<DeliveryRow> rows = IntStream.range(0, 12).mapToObj(i -> room().rows().delivery(message)).toList();
    List<DeliveryRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    shuffled.forEach(row -> {
      room().put(outbox, row);
      room().delivery(outbox, other);
    });

    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().ofMessage(message)))
        .containsExactlyElementsOf(rows);
  }

  @Test
  default void deliveries_are_listed_newest_first_by_id_in_pages() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    Instant now = room().clock().instant();
    List<DeliveryRow> ascending = IntStream.range(0, 16)
        .mapToObj(i -> new DeliveryId(new UUID((long) (i >>> 2) << 62, (long) (i & 3) << 62)))
        .map(id -> withId(room().rows().delivery(message), id, now.minusSeconds(id.value().hashCode() & 0xFF)))
        .toList();
    List<DeliveryRow> shuffled = new ArrayList<>(ascending);
    Collections.shuffle(shuffled, new Random(4));
    shuffled.forEach(row -> room().put(outbox, row));

    assertThat(list(outbox, Set.of())).containsExactlyElementsOf(ascending.reversed());
    for (int i = 0; i < ascending.size(); i++) {
      Optional<DeliveryId> before = Optional.of(ascending.get(i).id());
      List<DeliveryRow> older = ascending.subList(0, i).reversed();
      assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().list(Set.of(), before, 3)))
          .containsExactlyElementsOf(older.subList(0, Math.min(3, i)));
    }
  }

  private static DeliveryRow withId(DeliveryRow row, DeliveryId id, Instant queuedAt) {
    return new DeliveryRow(id, row.message(), row.recipient(), row.destination(), row.key(), queuedAt, row.expiresAt(),
        row.progress());
  }

  @Test
  default void a_page_of_deliveries_goes_on_also_when_the_last_one_is_gone() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    DeliveryRow oldest = room().delivery(outbox);
    DeliveryRow middle = room().delivery(outbox);
    room().delivery(outbox);
    forget(outbox, middle);

    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().list(Set.of(), Optional.of(middle.id()), 10)))
        .containsExactly(oldest);
  }

  @Test
  default void what_waits_for_its_first_attempt_can_be_given_other_times_and_nothing_else_can() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    Instant due = now.plusSeconds(3_600);
    Instant end = now.plusSeconds(7_200);
    DeliveryRow fresh = room().delivery(outbox);
    DeliveryRow leased = lease(outbox, room().delivery(outbox), now);
    DeliveryRow settled = settle(outbox, room().delivery(outbox), DeliveryState.CANCELLED);
    DeliveryRow foreign = room().delivery(room().mailbox("globex"));

    assertThat(reschedule(outbox, fresh.id(), due, end)).isTrue();
    assertThat(reschedule(outbox, leased.id(), due, end)).isFalse();
    assertThat(reschedule(outbox, settled.id(), due, end)).isFalse();
    assertThat(reschedule(outbox, foreign.id(), due, end)).isFalse();
    assertThat(room().<DeliveryRow>see(t -> Rungs.at(t, outbox).deliveries().find(fresh.id()).orElseThrow()))
        .satisfies(row -> {
          assertThat(row.progress()).isEqualTo(DeliveryRow.Progress.waiting(due));
          assertThat(row.expiresAt()).isEqualTo(end);
        });
    assertThat(room().<Optional<DeliveryRow>>see(t -> Rungs.at(t, outbox).deliveries().find(leased.id())))
        .contains(leased);
  }

  private boolean reschedule(Scope.OfMailbox place, DeliveryId id, Instant due, Instant expiresAt) {
    return store().<Boolean>write(t -> Rungs.at(t, place).deliveries().reschedule(id, due, expiresAt));
  }

  @Test
  default void states_select_deliveries_before_the_limit_is_applied() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Instant now = room().clock().instant();
    DeliveryRow bounced = settle(outbox, room().delivery(outbox), DeliveryState.BOUNCED);
    DeliveryRow waiting = room().delivery(outbox);
    DeliveryRow leased = lease(outbox, room().delivery(outbox), now);
    DeliveryRow delivered = settle(outbox, room().delivery(outbox), DeliveryState.DELIVERED);
    DeliveryRow late = room().delivery(outbox);

    assertThat(list(outbox, Set.of())).containsExactly(late, delivered, leased, waiting, bounced);
    assertThat(list(outbox, Set.of(DeliveryState.WAITING))).containsExactly(late, waiting);
    assertThat(list(outbox, EnumSet.of(DeliveryState.BOUNCED, DeliveryState.LEASED))).containsExactly(leased, bounced);
    assertThat(list(outbox, Set.of(DeliveryState.EXPIRED))).isEmpty();
    assertThat(list(outbox, EnumSet.allOf(DeliveryState.class))).hasSize(5);
    assertThat(
        room().list(t -> Rungs.at(t, outbox).deliveries().list(Set.of(DeliveryState.BOUNCED), Optional.empty(), 1)))
        .containsExactly(bounced);
  }

  @Test
  default void a_delivery_of_a_foreign_or_absent_message_is_not_taken() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(outbox.inWorkspace(), "neighbour");
    MessageId gone = room().post().to(outbox).id();
    room().change(t -> Rungs.at(t, outbox).delete(gone, room().clock().instant()));
    for (MessageId message : List.of(room().post().to(neighbour).id(), room().ids().message(), gone)) {
      DeliveryRow row = room().rows().delivery(message);
      Attempt.at(() -> room().put(outbox, row));

      assertThat(find(outbox, row.id())).isEmpty();
      assertThat(room().find(t -> t.outbox().mailboxOf(row.id()))).isEmpty();
    }
    assertHasNothingOnItsWay(outbox);
    assertHasNothingOnItsWay(neighbour);
  }

  @Test
  default void an_id_names_one_delivery_in_the_whole_store() {
    Scope.OfMailbox first = room().mailbox("first");
    DeliveryRow row = room().delivery(first);
    Scope.OfMailbox second = room().mailbox("second");
    DeliveryRow again = withId(room().rows().delivery(room().post().to(second).id()), row.id(), row.queuedAt());
    Attempt.at(() -> room().put(second, again));
    Attempt.at(() -> room().put(first, again));

    assertThat(room().find(t -> t.outbox().mailboxOf(row.id()))).contains(first);
    assertThat(find(first, row.id())).contains(row);
    assertHasNothingOnItsWay(second);
  }

  @Test
  default void a_neighbour_sees_nothing_of_a_delivery() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    DeliveryRow row = room().delivery(outbox);
    for (Scope.OfMailbox other : List.of(room().mailbox(outbox.inWorkspace(), "neighbour"),
        room().mailbox(room().workspace(outbox.inWorkspace().inTenant(), "sibling"), "sibling"),
        room().mailbox("stranger"))) {
      assertThat(find(other, row.id())).isEmpty();
      assertThat(room().list(t -> Rungs.at(t, other).deliveries().ofMessage(row.message()))).isEmpty();
      assertHasNothingOnItsWay(other);
    }
  }

  @Test
  default void deliveries_outlive_their_message_and_come_further() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    DeliveryRow kept = room().delivery(outbox);
    DeliveryRow row = settle(outbox, room().delivery(outbox), DeliveryState.DELIVERED);
    DeliveryRow waiting = room().delivery(outbox, row.message());
    room().change(t -> Rungs.at(t, outbox).delete(row.message(), room().clock().instant()));

    assertThat(room().find(t -> t.outbox().mailboxOf(row.id()))).contains(outbox);
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().ofMessage(row.message())))
        .containsExactly(row, waiting);
    assertThat(list(outbox, Set.of())).containsExactly(waiting, row, kept);
    DeliveryRow bounced = settle(outbox, row, DeliveryState.BOUNCED);
    DeliveryRow cancelled = settle(outbox, waiting, DeliveryState.CANCELLED);
    assertThat(find(outbox, row.id())).contains(bounced);
    assertThat(list(outbox, Set.of())).containsExactly(cancelled, bounced, kept);
  }

  @Test
  default void the_deliveries_of_a_forgotten_message_are_gone_and_no_others() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    DeliveryRow kept = room().delivery(outbox);
    DeliveryRow waiting = room().delivery(outbox);
    DeliveryRow leased = room().delivery(outbox, waiting.message());
    DeliveryRow settled = room().delivery(outbox, waiting.message());
    lease(outbox, leased, room().clock().instant());
    settle(outbox, settled, DeliveryState.DELIVERED);
    forget(outbox, waiting);

    for (DeliveryRow gone : List.of(waiting, leased, settled)) {
      assertThat(find(outbox, gone.id())).isEmpty();
      assertThat(room().find(t -> t.outbox().mailboxOf(gone.id()))).isEmpty();
    }
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().ofMessage(waiting.message()))).isEmpty();
    assertThat(list(outbox, Set.of())).containsExactly(kept);
    forget(outbox, kept);
    assertHasNothingOnItsWay(outbox);
  }

  private void forget(Scope.OfMailbox outbox, DeliveryRow row) {
    Instant at = room().clock().instant();
    room().change(t -> {
      Rungs.at(t, outbox).delete(row.message(), at);
      Rungs.at(t, outbox).forget(at.plusSeconds(1), 10);
    });
  }

  private DeliveryRow lease(Scope.OfMailbox outbox, DeliveryRow row, Instant until) {
    return advance(outbox, row, Steps.leased(row.progress(), room().ids().next(), until));
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

  private Optional<DeliveryRow> find(Scope.OfMailbox outbox, DeliveryId id) {
    return room().find(t -> Rungs.at(t, outbox).deliveries().find(id));
  }

  private List<DeliveryRow> list(Scope.OfMailbox outbox, Set<DeliveryState> states) {
    return room().list(t -> Rungs.at(t, outbox).deliveries().list(states, Optional.empty(), 100));
  }

  private void assertHasNothingOnItsWay(Scope.OfMailbox outbox) {
    Instant later = room().clock().instant().plus(Duration.ofDays(1_000));
    assertThat(list(outbox, Set.of())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, outbox).deliveries().due(later, List.of(), 10))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, outbox).deliveries().nextDue())).isEmpty();
    assertThat(room().<QueueStatistics>see(t -> Rungs.at(t, outbox).deliveries().statistics(later)))
        .isEqualTo(new QueueStatistics(0, 0, 0, Optional.empty()));
    assertThat(room().list(t -> t.outbox().mailboxes(Optional.empty(), 100))).doesNotContain(outbox);
  }
}
