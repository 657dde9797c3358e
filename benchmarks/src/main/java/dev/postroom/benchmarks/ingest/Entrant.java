package dev.postroom.benchmarks.ingest;

import java.io.IOException;

/** A server that runs and takes its turns. */
final class Entrant {
  private static final int FIRST_MESSAGES_A_SECOND = 500;

  private final String name;
  private final Contender.Running server;
  private double perSecond = FIRST_MESSAGES_A_SECOND;

  Entrant(String name, Contender.Running server) {
    this.name = name;
    this.server = server;
  }

  String name() {
    return name;
  }

  Contender.Running server() {
    return server;
  }

  /** A turn that takes about so long, if it goes on as before. */
  Turn turn(Driver driver, Load load, int seconds) throws IOException, InterruptedException {
    Turn turn = turnOf(driver, load, (int) Math.max(load.sessions(), perSecond * seconds));
    perSecond = turn.perSecond();
    return turn;
  }

  /** A turn of so many messages. */
  Turn turnOf(Driver driver, Load load, int messages) throws IOException, InterruptedException {
    double before = ProcessCpu.of(server.process());
    Sent sent = driver.send(server.port(), load, messages);
    server.settle();
    return new Turn(sent, ProcessCpu.of(server.process()) - before);
  }
}
