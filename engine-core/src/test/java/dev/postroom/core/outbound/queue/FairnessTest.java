package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody waits for the length of somebody else's queue. */
class FairnessTest {
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final int SMALL = 99;
  private static final int EACH = 10;

  private static Scope.OfMailbox mailbox(long workspace, long mailbox) {
    return new Scope.OfMailbox(new TenantId(new UUID(1, 1)), new WorkspaceId(new UUID(2, workspace)),
        new MailboxId(new UUID(3, mailbox)));
  }

  /** What waits, by mailbox; the big one first. */
  private static Map<Scope.OfMailbox, Integer> waiting() {
    Map<Scope.OfMailbox, Integer> waiting = new HashMap<>();
    waiting.put(mailbox(0, 0), 200_000);
    for (int i = 1; i <= SMALL; i++) {
      waiting.put(mailbox(i, i), EACH);
    }
    return waiting;
  }

  @Test
  void two_hundred_thousand_of_one_do_not_delay_ten_each_of_ninety_nine_others() {
    Turns turns = new Turns();
    Map<Scope.OfMailbox, Integer> waiting = waiting();
    turns.announce(mailbox(0, 0), NOW.minusSeconds(60));
    waiting.keySet().forEach(mailbox -> turns.announce(mailbox, NOW));

    int leases = 0;
    int leasesUntilSmallAreServed = 0;
    while (leases < 2_000) {
      List<Scope.OfMailbox> taken = turns.take(NOW, 100);
      for (Scope.OfMailbox mailbox : taken) {
        if (waiting.getOrDefault(mailbox, 0) > 0) {
          waiting.merge(mailbox, -1, Integer::sum);
          leases++;
          leasesUntilSmallAreServed = mailbox.equals(mailbox(0, 0)) ? leasesUntilSmallAreServed : leases;
        }
      }
      taken.stream()
          .distinct()
          .forEach(mailbox -> turns.looked(mailbox,
              waiting.getOrDefault(mailbox, 0) > 0 ? Optional.of(NOW) : Optional.empty(), NOW));
    }

    assertThat(waiting).hasSize(1 + SMALL).containsValue(0);
    assertThat(waiting.values().stream().filter(left -> left == 0)).hasSize(SMALL);
    assertThat(leasesUntilSmallAreServed).isBetween(SMALL * EACH, 1_010);
  }

  /** The whole queue, with what it stores and what it keeps free: a tenth of the big one, for the store in memory copies its tables. */
  @Test
  void whatever_one_has_queued_the_mail_of_ninety_nine_others_is_handed_over_among_the_first() {
    ScriptedTransport transport = ScriptedTransport.direct();
    QueueHouse house = new QueueHouse(InMemoryMailStore.open(), transport, Runnable::run);
    Scope.OfMailbox big = house.mailbox("big", "bulk");
    DeliveryId first = house.send(big, "first@remote.example")
        .outcomes()
        .stream()
        .map(RecipientOutcome.Queued.class::cast)
        .findFirst()
        .orElseThrow()
        .delivery();
    house.putIn(big, first, IntStream.range(0, 20_000).mapToObj(i -> "r" + i + "@remote" + i % 100 + ".example"));
    for (int i = 1; i <= SMALL; i++) {
      house.send(house.mailbox("small" + i, "info"),
          IntStream.range(0, EACH).mapToObj(k -> "s" + k + "@elsewhere" + k + ".example").toArray(String[]::new));
    }

    while (transport.handedOver().size() < 1_100) {
      assertThat(house.round(100)).isInstanceOf(Leasing.Round.Went.class);
    }

    assertThat(transport.handedOver()).filteredOn(one -> one.recipient().localPart().startsWith("s"))
        .hasSize(SMALL * EACH);
    assertThat(house.desk.statistics(big).waiting()).isGreaterThan(19_000);
  }

  @Test
  void workspaces_take_turns_and_then_their_mailboxes() {
    Turns turns = new Turns();
    List.of(mailbox(1, 1), mailbox(1, 2), mailbox(1, 3), mailbox(2, 4)).forEach(one -> turns.announce(one, NOW));

    assertThat(turns.take(NOW, 6)).containsExactly(mailbox(1, 1), mailbox(2, 4), mailbox(1, 2), mailbox(2, 4),
        mailbox(1, 3), mailbox(2, 4));
  }

  @Test
  void who_goes_through_one_relay_shares_its_lane_evenly() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    ScriptedTransport transport = ScriptedTransport.by(Egress.relay("relay.example", 587));
    QueueHouse house = new QueueHouse(InMemoryMailStore.open(), transport, hanging::add);
    Scope.OfMailbox big = house.mailbox("big", "bulk");
    Scope.OfMailbox small = house.mailbox("small", "info");
    IntStream.range(0, 4).forEach(i -> house.send(big, recipients(50)));
    house.send(small, recipients(30));

    while (house.round(100) instanceof Leasing.Round.Went) {
      assertThat(transport.handedOver()).isEmpty();
    }
    while (!hanging.isEmpty() && smallHandedOver(transport) < 30) {
      hanging.remove().run();
      house.round(100);
    }

    assertThat(smallHandedOver(transport)).isEqualTo(30);
    assertThat(transport.handedOver()).hasSizeLessThan(110);
  }

  private static long smallHandedOver(ScriptedTransport transport) {
    return transport.handedOver()
        .stream()
        .filter(one -> one.content().contains("From: <info@small.example>")
            || one.content().contains("From: info@small.example"))
        .count();
  }

  @Test
  void who_finds_a_lane_full_comes_first_when_it_has_room_again() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    ScriptedTransport transport = ScriptedTransport.by(Egress.relay("relay.example", 587));
    QueueHouse house = new QueueHouse(InMemoryMailStore.open(), transport, hanging::add);
    IntStream.range(0, 100)
        .mapToObj(i -> house.mailbox("customer" + i, "info"))
        .toList()
        .forEach(mailbox -> house.send(mailbox, recipients(4)));

    house.round(100);
    for (int i = 0; i < 100; i++) {
      hanging.remove().run();
      house.round(100);
    }

    assertThat(transport.handedOver()
        .stream()
        .map(one -> one.content().lines().filter(line -> line.startsWith("From:")).toList())
        .distinct())
        .as("each customer once before any twice")
        .hasSize(100);
  }

  @Test
  void who_writes_to_many_that_hang_leaves_room_and_places_for_others() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    QueueHouse house = new QueueHouse(InMemoryMailStore.open(), ScriptedTransport.direct(), hanging::add);
    Scope.OfMailbox small = house.mailbox("small", "info");
    sendToTarpits(house, house.mailbox("big", "bulk"), "big");
    int heldByBig = Lanes.ALL - house.lanes.room();
    int runningOfBig = hanging.size();
    house.send(small, "a@remote.example");
    house.run();

    assertThat(heldByBig).isEqualTo(Lanes.ALL / 4);
    assertThat(runningOfBig).isEqualTo(QueueHouse.PLACES / 4);
    assertThat(Lanes.ALL - house.lanes.room()).isEqualTo(heldByBig + 1);
    assertThat(hanging).as("the small one's is handed over").hasSize(runningOfBig + 1);
  }

  @Test
  void however_many_write_to_many_that_hang_the_next_one_is_handed_over() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    ScriptedTransport transport = ScriptedTransport.direct();
    QueueHouse house = new QueueHouse(InMemoryMailStore.open(), transport, hanging::add);
    for (int i = 0; i < 12; i++) {
      sendToTarpits(house, house.mailbox("big" + i, "bulk"), "big" + i);
    }
    int running = hanging.size();
    Scope.OfMailbox small = house.mailbox("small", "info");
    for (int i = 0; i < 5; i++) {
      house.send(small, "a@remote.example");
      house.run();
      assertThat(hanging).hasSize(running + 1);
      hanging.removeLast().run();
      assertThat(transport.handedOver()).hasSize(i + 1);
    }
  }

  @Test
  void who_shares_a_lane_with_one_that_has_no_place_left_passes_it() {
    ArrayDeque<Runnable> hanging = new ArrayDeque<>();
    ScriptedTransport transport = ScriptedTransport.direct();
    QueueHouse house = new QueueHouse(InMemoryMailStore.open(), transport, hanging::add);
    Scope.OfMailbox big = house.mailbox("big", "bulk");
    sendToTarpits(house, big, "big");
    int running = hanging.size();
    hanging.remove().run();
    house.send(big, "b@remote.example");
    house.run();
    house.send(house.mailbox("small", "info"), "a@remote.example");
    house.run();

    assertThat(hanging).hasSize(running + 1);
    hanging.removeLast().run();
    assertThat(transport.handedOver("a@remote.example")).hasSize(1);
    while (!hanging.isEmpty()) {
      hanging.remove().run();
      house.run();
    }
    assertThat(transport.handedOver("b@remote.example")).as("in its turn").hasSize(1);
  }

  private static void sendToTarpits(QueueHouse house, Scope.OfMailbox sender, String name) {
    for (int i = 0; i < 12; i++) {
      int tarpit = i;
      house.send(sender, IntStream.range(0, 80)
          .mapToObj(k -> "r" + k + "@tarpit" + tarpit + '.' + name + ".example")
          .toArray(String[]::new));
    }
    house.run();
  }

  private static String[] recipients(int count) {
    return IntStream.range(0, count).mapToObj(i -> "r" + i + "@remote" + i % 7 + ".example").toArray(String[]::new);
  }
}
