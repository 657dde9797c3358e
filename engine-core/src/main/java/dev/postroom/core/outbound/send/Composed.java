package dev.postroom.core.outbound.send;

import dev.postroom.core.compose.Stamp;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.spool.Spool;

/** A draft as octets, and what a mailbox lists of them. Closing forgets the octets. */
record Composed(Stamp stamp, Spool octets, Outline outline) implements AutoCloseable {

  @Override
  public void close() {
    octets.close();
  }
}
