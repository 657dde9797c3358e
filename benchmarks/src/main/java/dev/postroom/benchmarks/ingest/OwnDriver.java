package dev.postroom.benchmarks.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends from this process, to each of the customers in turn. */
final class OwnDriver implements Driver {

  @Override
  public String name() {
    return "own";
  }

  @Override
  public Sent send(int port, Load load, int messages) throws IOException, InterruptedException {
    long[] waits = new long[messages];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(load.sessions())) {
      List<Future<?>> sessions = new ArrayList<>();
      for (int session = 0; session < load.sessions(); session++) {
        sessions.add(threads.submit(() -> {
          converse(port, load, next, waits);
          return port;
        }));
      }
      for (Future<?> session : sessions) {
        session.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
    return Sent.of(System.nanoTime() - start, waits);
  }

  private static void converse(int port, Load load, AtomicInteger next, long[] waits) throws IOException {
    Letter letter = new Letter(load.octets());
    int number = next.getAndIncrement();
    while (number < waits.length) {
      try (Client client = Client.connect(port)) {
        do {
          waits[number] = client.send(Letter.recipient(number % Letter.CUSTOMERS), letter);
          number = next.getAndIncrement();
        } while (load.connections() == Load.Connections.REUSED && number < waits.length);
      }
    }
  }
}
