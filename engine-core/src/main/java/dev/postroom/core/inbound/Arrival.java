package dev.postroom.core.inbound;

import dev.postroom.core.mime.Outline;
import dev.postroom.core.report.Report;
import dev.postroom.core.spool.Spool;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import java.util.Optional;

/**
 * A message that was taken in and read, on its way to its mailboxes. Its text form shows no address.
 *
 * @param sender
 *          the reverse-path
 * @param peer
 *          who handed it over
 * @param spool
 *          its octets
 * @param outline
 *          what is known of it
 * @param report
 *          what it reports of mail that was sent, if it is a report
 */
record Arrival(ReversePath sender, Peer peer, Spool spool, Outline outline, Optional<Report> report) {

  @Override
  public String toString() {
    return "Arrival[" + outline + ']';
  }
}
