package dev.postroom.core.mailbox;

import dev.postroom.spi.store.MailboxStore;
import java.time.Duration;
import java.time.Instant;

/**
 * How long what is known of a sent message outlives it: its send, so that asking for it again sends nothing twice, and its
 * deliveries, so that a bounce or a complaint that comes late is learnt from.
 *
 * <p>
 * How is this designed, and why? Both are kept for {@link #KEPT} after the message was deleted, which nobody can do before all of its
 * deliveries are settled: a retry of whoever sent it comes within hours, a report within days. What is older is forgotten with
 * the next deletions and sends of the same mailbox, a little with each: so nothing has to look through all mailboxes, no change
 * ever pays for many others, and each deletion forgets more than it leaves. A mailbox that is not used any more keeps what it has
 * until it is erased.
 */
public final class Remembrance {
  /** For so long at least after a message was deleted. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final int MESSAGES_AT_ONCE = 2;

  private Remembrance() {}

  /** Forgets some of what was kept long enough, in the change of the same mailbox that is under way. */
  public static void fade(MailboxStore mailbox, Instant now) {
    mailbox.forget(now.minus(KEPT), MESSAGES_AT_ONCE);
  }
}
