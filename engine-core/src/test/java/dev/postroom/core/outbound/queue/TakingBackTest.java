package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class TakingBackTest {
  private final ArrayDeque<Runnable> hanging = new ArrayDeque<>();
  private final QueueHouse house =
      new QueueHouse(InMemoryMailStore.open(), ScriptedTransport.direct(), hanging::add);
  private final Scope.OfMailbox mailbox = house.mailbox("acme", "support");

  private SendReceipt.Sent send(String recipient) {
    return house.send(mailbox, recipient).sent().orElseThrow();
  }

  @Test
  void what_is_called_back_before_it_has_entered_its_lane_leaves_its_room_to_others_though_all_there_hang() {
    for (int i = 0; i < QueueHouse.AT_ONCE; i++) {
      send("slow" + i + "@remote.example");
    }
    house.run();
    int room = house.lanes.room();
    assertThat(hanging).hasSize(QueueHouse.AT_ONCE);

    SendReceipt.Sent sent = send("late@remote.example");
    Leasing.Round.Went went = (Leasing.Round.Went) house.leasing.round(1);
    assertThat(house.desk.cancel(mailbox, sent.message())).isOne();
    went.leased().forEach(house.queue::enter);

    assertThat(house.lanes.room()).isEqualTo(room);
  }
}
