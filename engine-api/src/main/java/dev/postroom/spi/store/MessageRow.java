package dev.postroom.spi.store;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import java.time.Instant;
import java.util.Set;

/**
 * A message as it is stored: what is clear, what is sealed, and where the content lies.
 *
 * @param id
 *          the message
 * @param thread
 *          its thread
 * @param receivedAt
 *          when it was received, to the millisecond
 * @param size
 *          its octets as received
 * @param flags
 *          its flags
 * @param content
 *          where the sealed raw message lies
 * @param summary
 *          the sealed summary, bound to the clear columns of this row
 * @param trace
 *          the sealed trace
 */
public record MessageRow(MessageId id, ThreadId thread, Instant receivedAt, long size, Set<Flag> flags,
    ContentRef content,
    SealedBytes summary, SealedBytes trace) {

  /** Copies the set. */
  public MessageRow {
    flags = Set.copyOf(flags);
  }
}
