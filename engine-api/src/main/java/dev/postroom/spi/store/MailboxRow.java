package dev.postroom.spi.store;

import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A mailbox as it is stored.
 *
 * @param id
 *          the mailbox
 * @param externalId
 *          the host's own id, unique among the workspace's mailboxes that are not erased
 * @param createdFrom
 *          a digest of what it was created from, by which creating the same again is told from a conflict; 64 characters
 * @param displayName
 *          its name; may be empty
 * @param standing
 *          its own standing
 * @param quota
 *          the octets of mail from which on it takes no more; empty when unlimited
 * @param usedOctets
 *          the octets of the messages in it, kept by the store
 * @param messages
 *          how many messages are in it, kept by the store
 * @param createdAt
 *          when it was created
 */
public record MailboxRow(MailboxId id, ExternalId externalId, String createdFrom, String displayName, Standing standing,
    OptionalLong quota,
    long usedOctets, long messages, Instant createdAt) {}
