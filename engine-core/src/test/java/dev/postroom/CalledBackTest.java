package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.ConflictException;
import dev.postroom.error.StoreException;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.testkit.ScriptedTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the queue has leased and holds in memory is called back and given other times like what waits in the store. */
class CalledBackTest {
  private static final int AT_ONCE = 20;
  private static final int LEASED = 80;
  private static final int ALL = 100;

  private final FaultyStore store = new FaultyStore();
  private final ScriptedTransport transport = ScriptedTransport.direct();
  private Office office;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder, store, transport, options -> options);
  }

  @AfterEach
  void close() {
    transport.release();
    office.close();
  }

  private MessageId send(int number) {
    return office.session.send(OutgoingMessage.to("r" + number + "@slow.example").subject("Hello").text("Hello."))
        .sent()
        .orElseThrow()
        .message();
  }

  /** To one destination, of which so many are being handed over, so many wait for it in memory, and the rest in the store. */
  private List<MessageId> sendToSlow() {
    transport.hold();
    List<MessageId> sent = IntStream.range(0, ALL).mapToObj(this::send).toList();
    await().until(() -> transport.underWay() == AT_ONCE && statistics().leased() == LEASED);
    return sent;
  }

  private QueueStatistics statistics() {
    return office.session.deliveries().statistics();
  }

  private Delivery delivery(MessageId message) {
    return office.session.deliveries().ofMessage(message).get(0);
  }

  private List<MessageId> in(DeliveryState state, List<MessageId> messages) {
    return messages.stream().filter(message -> delivery(message).state() == state).toList();
  }

  /** Of those that are leased, the ones that wait: the first to be sent were the first to begin. */
  private MessageId waitingInMemory(List<MessageId> sent) {
    return in(DeliveryState.LEASED, sent).getLast();
  }

  @Test
  void all_but_those_that_are_being_handed_over_are_called_back() {
    List<MessageId> sent = sendToSlow();
    int calledBack = sent.stream().mapToInt(office.session.deliveries()::cancel).sum();
    transport.release();
    office.awaitQuiet();

    assertThat(calledBack).isEqualTo(ALL - AT_ONCE);
    assertThat(transport.handedOver()).hasSize(AT_ONCE);
    assertThat(in(DeliveryState.DELIVERED, sent)).hasSize(AT_ONCE);
    assertThat(in(DeliveryState.CANCELLED, sent)).hasSize(ALL - AT_ONCE)
        .allSatisfy(message -> assertThat(delivery(message).attempts()).isZero());
    assertThat(office.events(EventType.DELIVERY_CANCELLED)).hasSize(ALL - AT_ONCE);
  }

  @Test
  void what_is_called_back_leaves_its_room_to_others_while_the_destination_hangs() {
    List<MessageId> sent = sendToSlow();
    sent.forEach(office.session.deliveries()::cancel);
    IntStream.range(ALL, 2 * ALL).forEach(this::send);

    await().until(() -> statistics().leased() == LEASED);
    assertThat(transport.underWay()).isEqualTo(AT_ONCE);
  }

  @Test
  void what_waits_in_memory_is_given_another_time() {
    MessageId message = waitingInMemory(sendToSlow());
    Instant tomorrow = office.room.clock.instant().plus(Duration.ofDays(1));
    office.session.deliveries().reschedule(message, tomorrow);
    assertThat(delivery(message)).extracting(Delivery::state, Delivery::attempts, one -> one.due().orElseThrow())
        .containsExactly(DeliveryState.WAITING, 0, tomorrow);
    transport.release();
    office.awaitQuiet();
    assertThat(transport.handedOver()).hasSize(ALL - 1);

    office.room.clock.advance(Duration.ofDays(1));
    office.session.deliveries().retry(delivery(message).id());
    await().until(() -> delivery(message).state() == DeliveryState.DELIVERED);
    assertThat(transport.handedOver()).hasSize(ALL);
  }

  @Test
  void what_is_given_a_near_time_while_its_destination_hangs_leaves_then() {
    List<MessageId> sent = sendToSlow();
    MessageId message = waitingInMemory(sent);
    office.session.deliveries().reschedule(message, office.room.clock.instant());
    transport.release();
    await().until(() -> in(DeliveryState.DELIVERED, sent).size() == ALL);

    assertThat(transport.handedOver()).hasSize(ALL);
  }

  @Test
  void what_is_being_handed_over_is_not_given_another_time() {
    MessageId message = in(DeliveryState.LEASED, sendToSlow()).getFirst();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> office.session.deliveries().reschedule(message, office.room.clock.instant()));
  }

  @Test
  void a_time_that_not_all_recipients_can_be_given_is_given_to_none_and_all_of_them_leave() {
    transport.hold();
    IntStream.range(0, AT_ONCE - 1).forEach(this::send);
    await().until(() -> transport.underWay() == AT_ONCE - 1);
    MessageId message = office.session
        .send(OutgoingMessage.to("a@slow.example")
            .addTo(Addressee.of(EmailAddress.parse("b@slow.example")))
            .addTo(Addressee.of(EmailAddress.parse("c@slow.example")))
            .text("Hello."))
        .sent()
        .orElseThrow()
        .message();
    await().until(() -> transport.underWay() == AT_ONCE && statistics().leased() == AT_ONCE + 2);
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> office.session.deliveries()
        .reschedule(message, office.room.clock.instant().plus(Duration.ofDays(1))));
    transport.release();

    await().until(() -> transport.handedOver().size() == AT_ONCE + 2);
    office.awaitQuiet();
    assertThat(office.session.deliveries().ofMessage(message))
        .allSatisfy(one -> assertThat(one.state()).isEqualTo(DeliveryState.DELIVERED));
  }

  @Test
  void what_could_not_be_called_back_because_the_store_failed_leaves_and_once() {
    List<MessageId> sent = sendToSlow();
    MessageId message = waitingInMemory(sent);
    failOnce(FaultyStore.Fault.WRITE);
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> office.session.deliveries().cancel(message));
    transport.release();
    await().until(() -> in(DeliveryState.DELIVERED, sent).size() == ALL);

    assertThat(transport.handedOver()).hasSize(ALL);
  }

  @Test
  void what_was_called_back_and_the_store_could_not_say_so_does_not_leave() {
    List<MessageId> sent = sendToSlow();
    MessageId message = waitingInMemory(sent);
    failOnce(FaultyStore.Fault.ANSWER);
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> office.session.deliveries().cancel(message));
    transport.release();
    office.awaitQuiet();

    assertThat(delivery(message).state()).isEqualTo(DeliveryState.CANCELLED);
    assertThat(transport.handedOver()).hasSize(ALL - 1);
  }

  private void failOnce(FaultyStore.Fault fault) {
    store.onFault(store::mend);
    store.fail(fault);
  }
}
