package dev.postroom.inbound;

import dev.postroom.address.EmailAddress;
import java.util.Arrays;
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

  /**
   * The envelope of a message that comes from the host itself.
   *
   * @param sender
   *          the sender's address
   * @param recipients
   *          the addresses of the recipients
   * @return the envelope
   * @throws dev.postroom.error.InvalidInputException
   *           when one of them is no address
   */
  public static Envelope of(String sender, String... recipients) {
    return new Envelope(ReversePath.of(EmailAddress.parse(sender)),
        Arrays.stream(recipients).map(EmailAddress::parse).toList(), Peer.local("host"));
  }
}
