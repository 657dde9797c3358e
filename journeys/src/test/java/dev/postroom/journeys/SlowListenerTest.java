package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.event.EventQuery;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowListenerTest {
  private static final int MESSAGES = 20;
  private static final Duration PROMPT = Duration.ofSeconds(30);

  @TempDir
  Path folder;

  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch blocked = new CountDownLatch(1);

  @Test
  void a_listener_that_blocks_delays_neither_mail_nor_other_subscriptions_nor_the_close() throws Exception {
    Queue<MessageId> heardByKey = new ConcurrentLinkedQueue<>();
    Queue<MessageId> heardByOperator = new ConcurrentLinkedQueue<>();
    House house = House.open(folder, builder -> builder.onMessage((inbox, mail) -> block()));
    house.inbox()
        .subscribe(EventQuery.fromNow().only(EventType.MESSAGE_RECEIVED),
            (event, cursor) -> heardByKey.add(event.message().orElseThrow()));
    house.engine()
        .subscribe("audit", Set.of(EventType.MESSAGE_RECEIVED),
            (event, cursor) -> heardByOperator.add(event.message().orElseThrow()));

    send(house, 1);
    blocked.await();
    send(house, MESSAGES - 1);

    assertThat(House.list(house.inbox())).hasSize(MESSAGES);
    await().untilAsserted(() -> assertThat(heardByKey).hasSize(MESSAGES).doesNotHaveDuplicates());
    await().untilAsserted(() -> assertThat(heardByOperator).containsExactlyElementsOf(heardByKey));
    assertTimeoutPreemptively(PROMPT, house::close);
  }

  @Test
  void a_listener_that_no_interrupt_ends_does_not_keep_the_engine_from_closing() throws Exception {
    House house = House.open(folder, builder -> builder.onMessage((inbox, mail) -> blockForGood()));
    house.support();
    send(house, 1);
    blocked.await();

    assertTimeoutPreemptively(PROMPT, house::close);

    try (House again = House.open(folder)) {
      assertThat(House.list(again.inbox())).hasSize(1);
    }
    never.countDown();
  }

  private void block() throws InterruptedException {
    blocked.countDown();
    never.await();
  }

  private void blockForGood() {
    blocked.countDown();
    boolean waiting = true;
    while (waiting) {
      try {
        never.await();
        waiting = false;
      } catch (InterruptedException ignored) {
        waiting = true;
      }
    }
  }

  private static void send(House house, int count) throws IOException {
    try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
      for (int number = 0; number < count; number++) {
        talk.envelope("ada@sender.example", House.ADDRESS);
        talk.data(sink -> sink.write("Subject: hello\r\n\r\nHello.\r\n".getBytes(StandardCharsets.US_ASCII)));
      }
    }
  }
}
