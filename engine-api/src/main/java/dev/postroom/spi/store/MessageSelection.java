package dev.postroom.spi.store;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages of a mailbox to list; all conditions hold at once. Newest first, by id.
 *
 * @param with
 *          flags that must be set
 * @param without
 *          flags that must not be set
 * @param since
 *          received at this time or later
 * @param until
 *          received before this time
 * @param thread
 *          of this thread
 * @param from
 *          with any of these tokens of its authors; no condition when empty
 * @param to
 *          with any of these tokens of its recipients; no condition when empty
 * @param before
 *          only messages with a smaller id, to go on after a page
 * @param limit
 *          at most so many rows
 * @param candidates
 *          at most so many messages are looked at to find them, so that no call walks a large mailbox in which few match
 */
public record MessageSelection(Set<Flag> with, Set<Flag> without, Optional<Instant> since, Optional<Instant> until,
    Optional<ThreadId> thread, Set<Token> from, Set<Token> to, Optional<MessageId> before, int limit,
    int candidates) {

  /** Copies the sets. */
  public MessageSelection {
    with = Set.copyOf(with);
    without = Set.copyOf(without);
    from = Set.copyOf(from);
    to = Set.copyOf(to);
  }
}
