package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a transport is closed. */
class OutboundCloseTest {
  private static final String TAKEN = "TAKEN 250 2.0.0";

  @Test
  void a_closed_transport_takes_nothing_and_has_left_politely() {
    try (Postbag bag = Postbag.open()) {
      bag.send("bob@b.example");
      bag.transport.close();
      bag.transport.close();
      assertThat(bag.send("bob@b.example")).isEqualTo("UNREACHABLE HERE");
      Awaitility.await().until(() -> bag.peer.connected() == 0);
      assertThat(bag.peer.conversations()).hasSize(1);
      assertThat(bag.peer.conversations().getFirst()).contains("C: QUIT");
    }
  }

  @Test
  void what_is_under_way_is_let_finish() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.DOT, Reaction.hang());
      Future<String> result = threads.submit(() -> bag.send("bob@b.example"));
      Awaitility.await().until(() -> bag.peer.hanging() == 1);
      Future<?> closing = threads.submit(bag.transport::close);
      Awaitility.await().until(() -> bag.send("ann@b.example").equals("UNREACHABLE HERE"));
      assertThat(closing.isDone()).isFalse();
      bag.peer.release();
      assertThat(result.get()).isEqualTo(TAKEN);
      closing.get();
      Awaitility.await().until(() -> bag.peer.connected() == 0);
    }
  }

  @Test
  void what_takes_too_long_is_cut() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Postbag bag = Postbag.with(Postbag.PATIENT.close(Duration.ofMillis(50)))) {
      bag.peer.once(SmtpStep.DOT, Reaction.hang());
      Future<String> result = threads.submit(() -> bag.send("bob@b.example"));
      Awaitility.await().until(() -> bag.peer.hanging() == 1);
      bag.transport.close();
      assertThat(result.get()).isEqualTo("NOT_NOW 0 4.4.2");
    }
  }

  @Test
  void who_waits_for_a_connection_is_sent_away() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Postbag bag = Postbag.with(Postbag.PATIENT.maxConnections(1).turn(Duration.ofMinutes(10)))) {
      bag.peer.once(SmtpStep.DOT, Reaction.hang());
      Future<String> first = threads.submit(() -> bag.send("bob@b.example"));
      Awaitility.await().until(() -> bag.peer.hanging() == 1);
      Future<String> second = threads.submit(() -> bag.send("bob@b.example"));
      Awaitility.await().until(() -> bag.dns.asked().size() > 3);
      Future<?> closing = threads.submit(bag.transport::close);
      assertThat(second.get()).isEqualTo("UNREACHABLE HERE");
      bag.peer.release();
      assertThat(first.get()).isEqualTo(TAKEN);
      closing.get();
    }
  }

  @Test
  void an_interrupted_caller_gets_an_answer_too() throws Exception {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.DOT, Reaction.hang());
      CompletableFuture<String> result = new CompletableFuture<>();
      Thread caller = Thread.ofVirtual()
          .start(() -> result.complete(bag.send("bob@b.example") + ", interrupted: " + Thread.interrupted()));
      Awaitility.await().until(() -> bag.peer.hanging() == 1);
      caller.interrupt();
      assertThat(result.get()).isEqualTo("NOT_NOW 0 4.4.2, interrupted: true");
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
    }
  }
}
