package dev.postroom.inbound;

import dev.postroom.address.EmailAddress;
import java.util.List;

/**
 * The envelope of one message (RFC 5321, section 2.3.1): what is routed by, as opposed to what its header says.
 *
 * @param sender
 *          the reverse-path
 * @param recipients
 *          the forward-paths, in order; the same recipient twice is stored once
 * @param peer
 *          where the message comes from
 */
public record Envelope(ReversePath sender, List<EmailAddress> recipients, Peer peer) {
  /** Copies the list. */
  public Envelope {
    recipients = List.copyOf(recipients);
  }
}
