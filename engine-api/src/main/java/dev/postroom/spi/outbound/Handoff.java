package dev.postroom.spi.outbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Egress;
import java.util.List;

/**
 * One message to be handed over. Its text form shows no address.
 *
 * @param egress
 *          by which way
 * @param sender
 *          the reverse-path
 * @param recipients
 *          the forward-paths, all of one domain unless the way is a relay
 * @param content
 *          the exact octets, signed
 */
public record Handoff(Egress egress, ReversePath sender, List<EmailAddress> recipients, OutboundContent content) {
  /** Copies the list. */
  public Handoff {
    recipients = List.copyOf(recipients);
  }

  @Override
  public String toString() {
    return "Handoff[recipients=" + recipients.size() + ']';
  }
}
