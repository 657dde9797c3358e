package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.Scope;
import dev.postroom.error.ConflictException;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever calls back, gives other times and hurries while the queue leases and hands over: each message is handed over or said to be
 * called back, never both and never neither.
 */
class CallingBackRacesTest {
  private static final int MESSAGES = 300;
  private static final int MINDS = 6;

  private final ScriptedTransport transport = ScriptedTransport.direct();
  private final List<MessageId> sent = new CopyOnWriteArrayList<>();
  private final ConcurrentMap<MessageId, Integer> saidToBeCalledBack = new ConcurrentHashMap<>();
  private Office office;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder, InMemoryMailStore.open(), transport, options -> options);
  }

  @AfterEach
  void close() {
    transport.release();
    office.close();
  }

  private void send(int number) {
    sent.add(office.session.send(OutgoingMessage.to("r" + number + "@slow.example").subject("Hello").text("Hello."))
        .sent()
        .orElseThrow()
        .message());
  }

  private void callBack(MessageId message) {
    saidToBeCalledBack.merge(message, office.session.deliveries().cancel(message), Integer::sum);
  }

  private Delivery delivery(MessageId message) {
    return office.session.deliveries().ofMessage(message).get(0);
  }

  /** What is wrong with the end that messages have come to. */
  private List<String> contradictions() {
    Map<String, Integer> handedOver = new HashMap<>();
    transport.handedOver().forEach(one -> handedOver.merge(one.recipient().toString(), 1, Integer::sum));
    List<String> found = new ArrayList<>();
    for (MessageId message : sent) {
      Delivery delivery = delivery(message);
      int left = handedOver.getOrDefault(delivery.recipient().toString(), 0);
      int calledBack = saidToBeCalledBack.getOrDefault(message, 0);
      DeliveryState expected = left > 0 ? DeliveryState.DELIVERED : DeliveryState.CANCELLED;
      if (left + calledBack != 1 || delivery.state() != expected) {
        found.add(message + " left " + left + " times, called back " + calledBack + " times, " + delivery.state());
      }
    }
    return found;
  }

  /** One who changes his mind about this and that. */
  private void changeMind(int seed) {
    Random random = new Random(seed);
    for (int known = 0; known < MESSAGES; known = sent.size()) {
      if (known > 0) {
        change(sent.get(known - 1 - random.nextInt(Math.min(known, 120))), random);
      }
      if (seed == 0) {
        transport.release();
        transport.hold();
      }
    }
  }

  private void change(MessageId message, Random random) {
    Instant now = office.room.clock.instant();
    try {
      switch (random.nextInt(4)) {
        case 0 -> office.session.deliveries().reschedule(message, now.plus(Duration.ofMinutes(random.nextInt(2))));
        case 1 -> office.session.deliveries().retry(delivery(message).id());
        default -> callBack(message);
      }
    } catch (ConflictException onItsWay) {
      assertThat(onItsWay.reason()).isNotNull();
    }
  }

  private void finish() {
    transport.release();
    office.room.clock.advance(Duration.ofMinutes(2));
    office.session.policy().resumeSending();
    await().until(() -> sent.stream().allMatch(message -> delivery(message).state().isSettled()));
  }

  @RepeatedTest(3)
  void each_message_leaves_or_is_said_to_be_called_back() throws InterruptedException, ExecutionException {
    transport.hold();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<?>> all = new ArrayList<>();
      all.add(threads.submit(() -> IntStream.range(0, MESSAGES).forEach(this::send)));
      IntStream.range(0, MINDS).forEach(seed -> all.add(threads.submit(() -> changeMind(seed))));
      for (Future<?> one : all) {
        one.get();
      }
    }
    finish();

    assertThat(contradictions()).isEmpty();
    assertThat(transport.handedOver()).isNotEmpty();
    assertThat(saidToBeCalledBack).containsValue(1);
  }

  @Test
  void calling_back_without_asking_whether_it_has_begun_is_noticed() {
    transport.hold();
    IntStream.range(0, 10).forEach(this::send);
    await().until(() -> transport.underWay() == 10);
    sent.forEach(this::callBackWithoutAsking);
    finish();
    await().until(() -> transport.handedOver().size() == 10);

    assertThat(contradictions()).hasSize(10);
  }

  private void callBackWithoutAsking(MessageId message) {
    Scope.OfMailbox mailbox = office.support.scope();
    int calledBack = office.room.store.write(transaction -> {
      DeliveryTable table = transaction.tenant(mailbox.tenant())
          .workspace(mailbox.workspace())
          .mailbox(mailbox.mailbox())
          .deliveries();
      DeliveryRow row = table.ofMessage(message).get(0);
      return table.advance(row.id(), row.progress().lease(), new DeliveryRow.Progress(DeliveryState.CANCELLED, 0,
          Optional.empty(), Optional.empty(), Optional.of(office.room.clock.instant()), Optional.empty(),
          Optional.empty())) ? 1 : 0;
    });
    saidToBeCalledBack.merge(message, calledBack, Integer::sum);
  }
}
