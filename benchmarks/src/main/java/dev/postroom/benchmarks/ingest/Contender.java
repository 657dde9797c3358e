package dev.postroom.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A server that takes mail in. */
interface Contender {

  /** Under what name it is chosen and stands in the table. */
  String name();

  /** Why it cannot take part here. */
  Optional<String> skippedBecause();

  /**
   * Starts it.
   *
   * @param folder
   *          an empty one, for it alone
   */
  Running start(Path folder) throws IOException, InterruptedException;

  /** A started one, in a process of its own. */
  interface Running {

    int port();

    /** Its process, whose time and whose children's is counted. */
    long process();

    /** Waits until what it has taken is where it belongs, and drops what only lies in its memory. */
    void settle() throws IOException, InterruptedException;

    /** Ends its process. */
    void stop() throws IOException, InterruptedException;
  }
}
