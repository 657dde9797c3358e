package dev.postroom.benchmarks.ingest;

/** A server in the process that {@link ServerMain} is. */
interface ServedMail extends AutoCloseable {

  int port();

  /** Drops what only lies in memory. */
  void settle();

  @Override
  void close();
}
