package dev.postroom.tenancy;

import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A mailbox, as it was when asked.
 *
 * @param id
 *          its id
 * @param externalId
 *          the host's own id
 * @param displayName
 *          its name; may be empty
 * @param addresses
 *          its addresses, the primary one first; none after its domain was released
 * @param standing
 *          its own standing; a suspended workspace or tenant above it suspends it too
 * @param quota
 *          the octets of mail from which on it takes no more; empty when unlimited
 * @param usedOctets
 *          the octets of the messages in it
 * @param messages
 *          how many messages are in it
 * @param createdAt
 *          when it was created
 */
public record Mailbox(MailboxId id, ExternalId externalId, String displayName, List<EmailAddress> addresses,
    Standing standing,
    OptionalLong quota, long usedOctets, long messages, Instant createdAt) {

  /** Copies the list. */
  public Mailbox {
    addresses = List.copyOf(addresses);
  }
}
