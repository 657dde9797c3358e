package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.SendRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises of what stays of deleted messages: it is forgotten when it is told to, and not before. */
public interface ForgettingContract extends StoreUnderTest {

  @Test
  default void what_was_deleted_first_is_forgotten_first_and_only_what_was_deleted_before() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    List<SendRow> sends = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sends.add(sent(outbox, "send " + i));
    }
    Instant start = room().clock().instant();
    List<SendRow> inOrder = List.of(sends.get(3), sends.get(0), sends.get(4), sends.get(1));
    for (int i = 0; i < inOrder.size(); i++) {
      delete(outbox, inOrder.get(i).message(), start.plus(Duration.ofDays(i)));
    }

    assertThat(forget(outbox, start, 10)).as("at that very time").isZero();
    assertThat(forget(outbox, start.plus(Duration.ofDays(3)), 2)).isEqualTo(2);
    assertThat(known(outbox, sends)).containsExactly(sends.get(1), sends.get(2), sends.get(4));
    assertThat(forget(outbox, start.plus(Duration.ofDays(3)), 2)).isEqualTo(1);
    assertThat(known(outbox, sends)).containsExactly(sends.get(1), sends.get(2));
    assertThat(forget(outbox, start.plus(Duration.ofDays(3)), 2)).isZero();
    assertThat(forget(outbox, start.plus(Duration.ofDays(9)), 2)).isEqualTo(1);
    assertThat(known(outbox, sends)).as("its message is there").containsExactly(sends.get(2));
  }

  @Test
  default void of_a_message_without_deliveries_and_send_nothing_is_left_to_forget() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    delete(inbox, room().post().to(inbox).id(), room().clock().instant());

    assertThat(forget(inbox, later(), 10)).isZero();
  }

  @Test
  default void what_stays_counts_neither_as_message_nor_as_octets() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    SendRow send = sent(outbox, "once");
    delete(outbox, send.message(), room().clock().instant());

    assertThat(room().find(t -> Rungs.at(t, outbox).find(send.message()))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, outbox).row())).hasValueSatisfying(row -> {
      assertThat(row.messages()).isZero();
      assertThat(row.usedOctets()).isZero();
    });
  }

  @Test
  default void one_mailbox_forgets_nothing_of_another() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    Scope.OfMailbox neighbour = room().mailbox(outbox.inWorkspace(), "neighbour");
    Scope.OfMailbox stranger = room().mailbox("stranger");
    SendRow send = sent(outbox, "once");
    delete(outbox, send.message(), room().clock().instant());

    assertThat(forget(neighbour, later(), 10)).isZero();
    assertThat(forget(stranger, later(), 10)).isZero();
    assertThat(known(outbox, List.of(send))).containsExactly(send);
  }

  @Test
  default void what_stays_is_purged_with_its_mailbox_part_by_part() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    List<SendRow> sends = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sends.add(sent(outbox, "send " + i));
    }
    sends.subList(0, 8).forEach(send -> delete(outbox, send.message(), room().clock().instant()));
    room().stands(outbox, Standing.ERASED);

    boolean done = false;
    while (!done) {
      int before = left(outbox, sends);
      done = store().<Boolean>write(t -> t.purge(outbox, 3));
      assertThat(left(outbox, sends)).isBetween(before - 3, before);
    }
    assertThat(left(outbox, sends)).isZero();
    assertThat(forget(outbox, later(), 10)).isZero();
    assertThat(room().list(t -> t.unpurged(10))).isEmpty();
  }

  private int left(Scope.OfMailbox outbox, List<SendRow> sends) {
    int deliveries = room()
        .<Integer>see(t -> Rungs.at(t, outbox).deliveries().list(Set.of(), Optional.empty(), 100).size());
    return deliveries + known(outbox, sends).size();
  }

  private SendRow sent(Scope.OfMailbox outbox, String key) {
    DeliveryRow delivery = room().delivery(outbox);
    SendRow send = Rows.send(key, delivery.message());
    room().change(t -> {
      Rungs.at(t, outbox).insertSend(send);
      Rungs.at(t, outbox)
          .deliveries()
          .advance(delivery.id(), Optional.empty(),
              Steps.settled(delivery.progress(), DeliveryState.DELIVERED, room().clock().instant()));
    });
    return send;
  }

  private void delete(Scope.OfMailbox place, MessageId message, Instant at) {
    room().change(t -> Rungs.at(t, place).delete(message, at));
  }

  private int forget(Scope.OfMailbox place, Instant before, int limit) {
    return store().<Integer>write(t -> Rungs.at(t, place).forget(before, limit));
  }

  private List<SendRow> known(Scope.OfMailbox outbox, List<SendRow> sends) {
    return sends.stream()
        .flatMap(send -> room().find(t -> Rungs.at(t, outbox).findSend(List.of(send.key()))).stream())
        .toList();
  }

  private Instant later() {
    return room().clock().instant().plus(Duration.ofDays(1_000));
  }
}
