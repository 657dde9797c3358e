package dev.postroom.smtp;

import dev.postroom.smtp.RecordingReceiver.Received;
import dev.postroom.spi.inbound.RunningTransport;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A listener on a free port of the loopback address, over a {@link RecordingReceiver}, with its threads in view. */
final class Desk implements AutoCloseable {
  final RecordingReceiver receiver = new RecordingReceiver();
  final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
  final RunningTransport running;

  private final CountDownLatch opened;

  Desk(SmtpServer server) {
    this(server, new CountDownLatch(0));
  }

  private Desk(SmtpServer server, CountDownLatch opened) {
    this.opened = opened;
    running = Listener.start(0, Optional.of(InetAddress.getLoopbackAddress()), server.settings(), receiver,
        task -> {
          Thread thread =
              Thread.ofVirtual()
                  .uncaughtExceptionHandler((ended, thrown) -> uncaught.add(thrown))
                  .unstarted(() -> whenOpen(task));
          threads.add(thread);
          return thread;
        });
  }

  /** A listener that accepts nobody before it is opened; clients are connected all the same, and can say what they have to say. */
  static Desk shut(SmtpServer server) {
    return new Desk(server, new CountDownLatch(1));
  }

  void letIn() {
    opened.countDown();
  }

  private void whenOpen(Runnable task) {
    try {
      opened.await();
      task.run();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  static Desk open() {
    return new Desk(server());
  }

  static SmtpServer server() {
    return SmtpServer.on(0).hostname("mx.example");
  }

  int port() {
    return running.address().orElseThrow().getPort();
  }

  ConnectionCounts counts() {
    return ((Listener) running).counts();
  }

  SmtpClient client() {
    SmtpClient client = new SmtpClient(port());
    client.line();
    return client;
  }

  void play(String script) {
    Transcript.play(port(), script);
  }

  /** The message that was stored last; waits for it. */
  Received message() {
    try {
      Received message = receiver.received.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message was stored");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  List<Received> messages() {
    return new ArrayList<>(receiver.received);
  }

  void stop() {
    letIn();
    running.close();
  }

  @Override
  public void close() {
    stop();
  }
}
