package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.postroom.FaultyStore;
import dev.postroom.access.Scope;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.ScriptedTransport.HandedOver;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds of the queue, gone by hand: what is leased when, and what comes of it when something fails. */
class QueueTest {
  private final ScriptedTransport transport = ScriptedTransport.direct();
  private final FaultyStore faulty = new FaultyStore();
  private QueueHouse house;
  private Scope.OfMailbox mailbox;

  @BeforeEach
  void open() {
    house = new QueueHouse(faulty, transport, Runnable::run);
    mailbox = house.mailbox("acme", "support");
  }

  private static DeliveryId delivery(SendReceipt receipt) {
    return ((RecipientOutcome.Queued) receipt.outcomes().get(0)).delivery();
  }

  private Delivery read(DeliveryId delivery) {
    return house.desk.read(mailbox, delivery);
  }

  private DeliveryState state(DeliveryId delivery) {
    return read(delivery).state();
  }

  private DeliveryRow row(DeliveryId delivery) {
    return house.store.read(transaction -> transaction.tenant(mailbox.tenant())
        .workspace(mailbox.workspace())
        .mailbox(mailbox.mailbox())
        .deliveries()
        .find(delivery)).orElseThrow();
  }

  private boolean advance(DeliveryId delivery, Optional<UUID> lease, DeliveryRow.Progress progress) {
    return house.store.write(transaction -> transaction.tenant(mailbox.tenant())
        .workspace(mailbox.workspace())
        .mailbox(mailbox.mailbox())
        .deliveries()
        .advance(delivery, lease, progress));
  }

  private List<String> recipients() {
    return transport.handedOver().stream().map(one -> one.recipient().toString()).toList();
  }

  /** Goes rounds at every time that something is due, for so long. */
  private void runFor(Duration time) {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(Duration.ofMinutes(1))) {
      house.clock.advance(Duration.ofMinutes(1));
      house.run();
    }
  }

  @Test
  void within_a_mailbox_deliveries_leave_in_the_order_of_their_due_times() {
    for (int minutes : List.of(3, 1, 2)) {
      house.send(mailbox, OutgoingMessage.to("r" + minutes + "@remote.example")
          .sendAt(house.clock.instant().plus(Duration.ofMinutes(minutes))));
    }
    house.run();
    assertThat(recipients()).isEmpty();
    house.clock.advance(Duration.ofMinutes(5));
    house.run();

    assertThat(recipients()).containsExactly("r1@remote.example", "r2@remote.example", "r3@remote.example");
  }

  @Test
  void a_suspended_mailbox_waits_and_goes_on_when_it_is_resumed() {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    house.tenants.create("product").suspend();
    runFor(Duration.ofMinutes(3));
    assertThat(recipients()).isEmpty();

    house.tenants.create("product").resume();
    runFor(Duration.ofMinutes(2));
    assertThat(state(delivery)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void a_paused_mailbox_waits_and_goes_on_at_once_when_it_is_woken() {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    house.policies.pauses().pause(mailbox, Optional.empty());
    house.run();
    assertThat(recipients()).isEmpty();

    house.policies.pauses().resume(mailbox, Optional.empty());
    house.queue.wake(mailbox);
    house.run();
    assertThat(state(delivery)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void a_mailbox_that_is_woken_while_it_is_looked_at_is_not_put_off() {
    Turns turns = house.turns;
    turns.announce(mailbox, house.clock.instant());
    turns.take(house.clock.instant(), 1);
    turns.wake(mailbox, house.clock.instant());
    turns.putOff(mailbox, house.clock.instant().plus(Duration.ofMinutes(1)));

    assertThat(turns.take(house.clock.instant(), 1)).containsExactly(mailbox);
  }

  @Test
  void an_erased_mailbox_vanishes_from_the_queue() {
    house.send(mailbox, "a@remote.example");
    house.tenants.create("product").erase();
    house.run();

    assertThat(recipients()).isEmpty();
    assertThat(house.turns.size()).isZero();
  }

  @Test
  void a_delivery_whose_seal_is_broken_ends_and_holds_up_nobody() {
    DeliveryRow sound = row(delivery(house.send(mailbox, "a@remote.example")));
    DeliveryId moved = new DeliveryId(new UUID(sound.id().value().getMostSignificantBits(), 1));
    house.store.write(transaction -> {
      transaction.tenant(mailbox.tenant())
          .workspace(mailbox.workspace())
          .mailbox(mailbox.mailbox())
          .deliveries()
          .insert(new DeliveryRow(moved, sound.message(), sound.recipient(), sound.destination(), sound.key(),
              sound.queuedAt(),
              sound.expiresAt(), DeliveryRow.Progress.waiting(house.clock.instant().minusSeconds(60))));
      return moved;
    });
    house.run();

    assertThat(recipients()).containsExactly("a@remote.example");
    assertThat(row(moved).progress().state()).isEqualTo(DeliveryState.EXPIRED);
    assertThat(house.events(EventType.DELIVERY_EXPIRED)).hasSize(1);
  }

  @Test
  void a_dead_destination_costs_no_attempts_and_holds_up_nobody() {
    transport.always("dead.example", ScriptedTransport.unreachable());
    List<DeliveryId> dead = IntStream.range(0, 50)
        .mapToObj(i -> delivery(house.send(mailbox, "r" + i + "@dead.example")))
        .toList();
    house.run();
    runFor(Duration.ofMinutes(30));
    DeliveryId other = delivery(house.send(mailbox, "a@remote.example"));
    house.run();

    assertThat(state(other)).isEqualTo(DeliveryState.DELIVERED);
    assertThat(dead).allSatisfy(one -> {
      assertThat(state(one)).isEqualTo(DeliveryState.WAITING);
      assertThat(read(one).attempts()).isZero();
    });
    long tried = recipients().stream().filter(one -> one.endsWith("@dead.example")).count();
    assertThat(tried).as("of 50 at the beginning, and then one at a time").isLessThan(50 + 10);
  }

  @Test
  void what_cannot_be_handed_over_in_time_expires_with_an_event_however_many_wait_for_a_dead_destination() {
    transport.always("dead.example", ScriptedTransport.unreachable());
    List<DeliveryId> dead = IntStream.range(0, 30)
        .mapToObj(i -> delivery(house.send(mailbox, "r" + i + "@dead.example")))
        .toList();
    house.run();
    runFor(QueueHouse.TIME_TO_LIVE.plusMinutes(2));

    assertThat(dead).allSatisfy(one -> {
      assertThat(state(one)).isEqualTo(DeliveryState.EXPIRED);
      assertThat(read(one).attempts()).isZero();
    });
    assertThat(house.events(EventType.DELIVERY_EXPIRED)).hasSize(30);
  }

  @Test
  void what_is_refused_for_now_is_tried_until_the_end_of_its_time_and_a_last_time_then() {
    transport.always("busy.example", ScriptedTransport.notNow(451, "4.3.0"));
    DeliveryId delivery = delivery(house.send(mailbox, "a@busy.example"));
    house.run();
    runFor(QueueHouse.TIME_TO_LIVE.minusMinutes(1));
    int before = transport.handedOver().size();
    assertThat(state(delivery)).isEqualTo(DeliveryState.WAITING);
    runFor(Duration.ofMinutes(2));

    assertThat(transport.handedOver()).hasSize(before + 1);
    assertThat(state(delivery)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(read(delivery).attempts()).isEqualTo(before + 1);
    assertThat(read(delivery).status()).hasToString("Optional[4.3.0]");
    assertThat(house.events(EventType.DELIVERY_EXPIRED)).hasSize(1);
  }

  @Test
  void what_was_held_up_beyond_its_time_is_not_sent_any_more() {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    house.clock.advance(QueueHouse.TIME_TO_LIVE.plusMinutes(1));
    house.run();

    assertThat(state(delivery)).isEqualTo(DeliveryState.EXPIRED);
    assertThat(read(delivery).attempts()).isZero();
    assertThat(recipients()).isEmpty();
  }

  @Test
  void settling_with_a_lease_that_is_not_held_changes_nothing() {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    Leasing.Round.Went went = (Leasing.Round.Went) house.leasing.round(1);
    DeliveryRow leased = row(delivery);

    assertThat(advance(delivery, Optional.of(UUID.randomUUID()), DeliveryRow.Progress.waiting(house.clock.instant())))
        .isFalse();
    assertThat(advance(delivery, Optional.empty(), DeliveryRow.Progress.waiting(house.clock.instant()))).isFalse();
    assertThat(row(delivery)).isEqualTo(leased);
    went.leased().forEach(house.queue::enter);
    assertThat(state(delivery)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void what_a_dead_process_had_leased_is_handed_over_once_more_under_the_same_message_id_and_only_that() {
    InMemoryMailStore store = InMemoryMailStore.open();
    ArrayDeque<Runnable> lost = new ArrayDeque<>();
    QueueHouse before = new QueueHouse(store, transport, lost::add);
    Scope.OfMailbox sender = before.mailbox("acme", "support");
    before.send(sender, "settled@remote.example");
    before.run();
    lost.remove().run();
    before.send(sender, "lost@remote.example");
    before.run();
    assertThat(lost).as("leased, and the process dies").hasSize(1);

    QueueHouse after = new QueueHouse(store.reopen(), before.clock, transport, Runnable::run);
    after.queue.recover();
    after.run();

    assertThat(recipients()).containsExactly("settled@remote.example", "lost@remote.example");
    assertThat(after.desk.statistics(sender).leased()).isZero();
  }

  @Test
  void a_crash_between_hand_over_and_settling_is_the_one_way_to_a_second_hand_over() {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    faulty.failAfterWrites(1, FaultyStore.Fault.WRITE);
    Thread.currentThread().interrupt();
    house.run();
    assertThat(Thread.interrupted()).as("the process ends before the store answers").isTrue();
    assertThat(recipients()).hasSize(1);
    faulty.mend();

    QueueHouse after = new QueueHouse(faulty.repaired(), house.clock, transport, Runnable::run);
    after.queue.recover();
    after.run();

    assertThat(after.desk.read(mailbox, delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    List<HandedOver> both = transport.handedOver("a@remote.example");
    assertThat(both).hasSize(2);
    assertThat(both.get(1).content()).isEqualTo(both.get(0).content());
    assertThat(both.get(1).sender()).isEqualTo(both.get(0).sender());
  }

  @Test
  void what_the_other_side_took_is_not_handed_over_again_because_the_store_did_not_answer() {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    faulty.failAfterWrites(1, FaultyStore.Fault.WRITE);
    faulty.onFault(faulty::mend);
    house.run();
    runFor(Leasing.LEASE.plusMinutes(5));

    assertThat(recipients()).containsExactly("a@remote.example");
    assertThat(state(delivery)).isEqualTo(DeliveryState.DELIVERED);
  }

  @Test
  void a_hand_over_that_outlives_its_lease_is_not_begun_a_second_time() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    QueueHouse slow = new QueueHouse(InMemoryMailStore.open(), transport, hanging::add);
    Scope.OfMailbox sender = slow.mailbox("acme", "support");
    DeliveryId delivery = delivery(slow.send(sender, "a@remote.example"));
    slow.run();
    for (int i = 0; i < 5; i++) {
      slow.clock.advance(Leasing.LEASE);
      slow.run();
    }
    assertThat(hanging).hasSize(1);
    hanging.remove().run();

    assertThat(recipients()).containsExactly("a@remote.example");
    assertThat(slow.desk.read(sender, delivery).state()).isEqualTo(DeliveryState.DELIVERED);
    assertThat(slow.desk.read(sender, delivery).attempts()).isEqualTo(1);
  }

  @Test
  void rounds_in_which_the_store_fails_lose_nothing() {
    for (FaultyStore.Fault fault : List.of(FaultyStore.Fault.READ, FaultyStore.Fault.WRITE, FaultyStore.Fault.ANSWER)) {
      DeliveryId delivery = delivery(house.send(mailbox, fault + "@remote.example"));
      faulty.fail(fault);
      house.round(100);
      house.round(100);
      faulty.mend();
      house.awaitDecided();
      runFor(Leasing.LEASE.plusMinutes(1));

      assertThat(state(delivery)).as(fault.name()).isEqualTo(DeliveryState.DELIVERED);
      assertThat(transport.handedOver(fault + "@remote.example")).hasSize(1);
      assertThat(house.lanes.room()).isEqualTo(Lanes.ALL);
    }
  }

  @Test
  void what_is_leased_late_does_not_wait_for_the_end_of_a_lease_that_nobody_holds() throws InterruptedException {
    DeliveryId delivery = delivery(house.send(mailbox, "a@remote.example"));
    faulty.failLate();
    house.round(100);
    assertThat(recipients()).isEmpty();
    faulty.commitLate();
    house.awaitDecided();
    house.run();

    assertThat(recipients()).containsExactly("a@remote.example");
    assertThat(read(delivery).attempts()).isEqualTo(1);
    assertThat(house.lanes.room()).isEqualTo(Lanes.ALL);
  }

  @Test
  void a_send_of_which_the_store_could_not_say_whether_it_was_stored_leaves_without_being_asked() {
    faulty.fail(FaultyStore.Fault.ANSWER);
    assertThat(catchThrowable(() -> house.send(mailbox, "a@remote.example")))
        .isNotNull();
    faulty.mend();
    house.awaitDecided();
    house.run();

    assertThat(recipients()).containsExactly("a@remote.example");
  }

  @Test
  void a_lane_that_is_full_is_stuck_and_not_looked_at_over_and_over() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    QueueHouse slow = new QueueHouse(InMemoryMailStore.open(), transport, hanging::add);
    Scope.OfMailbox sender = slow.mailbox("acme", "support");
    IntStream.range(0, 2)
        .forEach(i -> slow.send(sender,
            IntStream.range(0, 60).mapToObj(k -> "r" + k + "@hanging.example").toArray(String[]::new)));
    slow.run();

    assertThat(slow.round(100)).isInstanceOf(Leasing.Round.Stuck.class);
    assertThat(slow.round(100)).isInstanceOf(Leasing.Round.Stuck.class);
    assertThat(hanging).hasSize(QueueHouse.AT_ONCE);
    assertThat(Lanes.ALL - slow.lanes.room()).isEqualTo(Lanes.LANE);
    slow.send(sender, "a@remote.example");
    assertThat(slow.round(100)).isInstanceOf(Leasing.Round.Went.class);
    while (!hanging.isEmpty()) {
      hanging.remove().run();
      slow.round(100);
    }
    assertThat(transport.handedOver()).hasSize(121);
    assertThat(transport.handedOver().stream().map(HandedOver::sender).distinct()).hasSize(121);
  }

  @Test
  void a_mailbox_with_something_scheduled_far_ahead_is_remembered_once() {
    house.send(mailbox,
        OutgoingMessage.to("later@remote.example").sendAt(house.clock.instant().plus(Duration.ofDays(300))));
    for (int i = 0; i < 20; i++) {
      house.send(mailbox, "a@remote.example");
      house.run();
    }

    assertThat(house.turns.size()).isEqualTo(1);
    assertThat(recipients()).hasSize(20);
  }

  @Test
  void one_mailbox_whose_way_cannot_be_read_does_not_stop_another() {
    MailStore store = house.store;
    Scope.OfMailbox other = house.mailbox("other", "info");
    house.tenants.create("product").createWorkspace("acme", "acme").setEgress(Egress.relay("r.example", 25));
    store.write(transaction -> {
      var sealed = transaction.tenant(mailbox.tenant()).workspace(mailbox.workspace()).sealed();
      var row = sealed.list(SealedRow.Kind.EGRESS, mailbox.workspace().value()).get(0);
      byte[] altered = row.content().toByteArray();
      altered[altered.length - 1] ^= 1;
      sealed.put(new SealedRow(row.kind(), row.owner(), row.number(),
          SealedBytes.copyOf(altered)));
      return altered;
    });
    DeliveryId stuck = delivery(house.send(mailbox, "a@remote.example"));
    house.send(other, "b@remote.example");
    runFor(Duration.ofMinutes(3));
    assertThat(recipients()).containsExactly("b@remote.example");
    assertThat(state(stuck)).isEqualTo(DeliveryState.WAITING);

    house.tenants.create("product").createWorkspace("acme", "acme").removeEgress();
    runFor(Duration.ofMinutes(2));
    assertThat(recipients()).containsExactly("b@remote.example", "a@remote.example");
  }
}
