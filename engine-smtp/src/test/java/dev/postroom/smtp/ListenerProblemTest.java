package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A listener that takes no mail any more says so. */
class ListenerProblemTest {
  private final AtomicReference<Runnable> beforeThread = new AtomicReference<>(() -> {
  });

  private Listener listener() {
    return Listener.start(0, Optional.of(InetAddress.getLoopbackAddress()), Desk.server().settings(),
        new RecordingReceiver(), task -> {
          beforeThread.get().run();
          return Thread.ofVirtual().uncaughtExceptionHandler((thread, failure) -> {
          }).unstarted(task);
        });
  }

  private static SmtpClient connect(Listener listener) {
    return new SmtpClient(listener.address().orElseThrow().getPort());
  }

  @Test
  void a_connection_that_cannot_be_served_ends_no_listener() {
    try (Listener listener = listener()) {
      beforeThread.set(() -> {
        beforeThread.set(() -> {
        });
        throw new IllegalStateException("told to fail");
      });
      connect(listener).close();
      try (SmtpClient served = connect(listener)) {
        assertThat(served.line()).startsWith("220 ");
      }
      assertThat(listener.problem()).isEmpty();
    }
  }

  @Test
  void a_listener_whose_acceptor_died_says_so_until_it_is_closed() {
    Listener listener = listener();
    beforeThread.set(() -> {
      throw new AssertionError("told to die");
    });
    connect(listener).close();
    await().until(() -> listener.problem().isPresent());
    assertThat(listener.problem().orElseThrow()).startsWith("listener on port ").endsWith("any more");

    beforeThread.set(() -> {
    });
    listener.close();
    assertThat(listener.problem()).isEmpty();
  }
}
