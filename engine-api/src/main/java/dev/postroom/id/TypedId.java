package dev.postroom.id;

import java.util.UUID;

/**
 * The id of one thing: a UUIDv7 (RFC 9562, section 5.7) that knows what it names, so that no id can be handed in where another
 * kind is meant.
 *
 * <p>
 * Its text is the prefix of its kind, an underscore and 26 characters of Crockford's base 32 in lower case, for example
 * {@code tnt_01jf3k2v9ye5rb1w6x8q7n4d0c}. Texts of one kind sort as the things were made, to the millisecond. Ids are never
 * used again, and rights bind to ids and never to addresses. Values are immutable and may be shared between threads.
 */
public sealed interface TypedId
    permits TenantId, WorkspaceId, MailboxId, MessageId, ThreadId, KeyId, DomainId, EventId, DeliveryId, EntryId {

  /**
   * The UUID alone.
   *
   * @return 128 bits, version 7
   */
  UUID value();

  /** The id as text, prefix included. */
  @Override
  String toString();
}
