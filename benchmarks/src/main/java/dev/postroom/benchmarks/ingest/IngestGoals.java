package dev.postroom.benchmarks.ingest;

import java.util.OptionalDouble;

/** How many messages the engine is to take in while another server takes one. */
final class IngestGoals {
  private static final int MANY_SESSIONS = 32;

  private IngestGoals() {}

  /** The least ratio to a server with a load; nothing where no goal is set. */
  static OptionalDouble leastRatio(String server, Load load) {
    return switch (server) {
      case "postfix" -> OptionalDouble.of(overPostfix(load));
      case "subetha-h2" -> OptionalDouble.of(1);
      case "postroom-pass-through" -> OptionalDouble.of(1 / 1.15);
      default -> OptionalDouble.empty();
    };
  }

  private static double overPostfix(Load load) {
    if (load.connections() == Load.Connections.ONE_MESSAGE) {
      return 2.5;
    }
    return load.sessions() >= MANY_SESSIONS ? 5 : 3;
  }
}
