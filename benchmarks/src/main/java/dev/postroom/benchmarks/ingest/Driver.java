package dev.postroom.benchmarks.ingest;

import java.io.IOException;

/** Sends messages to a server on this machine. */
interface Driver {

  /** Under what name it stands in the table. */
  String name();

  /**
   * Sends so many messages and waits until the last one is answered.
   *
   * @throws IOException
   *           when one is not taken
   */
  Sent send(int port, Load load, int messages) throws IOException, InterruptedException;
}
