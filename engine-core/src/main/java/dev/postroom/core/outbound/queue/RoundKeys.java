package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.error.SealException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The keys of the mailboxes that have their turn. A master key may be silent for one of them, and the others do not wait for it: keys are
 * opened beside each other, and who is not open after a while is left to be opened later.
 */
final class RoundKeys {
  private static final Logger LOG = System.getLogger(RoundKeys.class.getPackageName());
  private static final int SECONDS = 3;

  private final KeyLadder ladder;

  RoundKeys(KeyLadder ladder) {
    this.ladder = ladder;
  }

  /** Opens those that are not open, as far as that takes no longer than three seconds. */
  void open(Collection<Scope.OfMailbox> mailboxes) {
    CompletableFuture.allOf(mailboxes.stream()
        .filter(mailbox -> !ladder.isOpen(mailbox))
        .map(mailbox -> CompletableFuture.runAsync(() -> open(mailbox), Thread::startVirtualThread))
        .toArray(CompletableFuture[]::new)).completeOnTimeout(null, SECONDS, TimeUnit.SECONDS).join();
  }

  private void open(Scope.OfMailbox mailbox) {
    try {
      ladder.mailbox(mailbox);
    } catch (PostroomException notNow) {
      LOG.log(Level.DEBUG, "the keys of a mailbox are not opened", notNow);
    }
  }

  /**
   * What opens what is queued by a mailbox.
   *
   * @throws SealException
   *           {@code SEAL_UNAVAILABLE} when its keys were not opened
   */
  MailboxCipher of(Scope.OfMailbox mailbox) {
    if (!ladder.isOpen(mailbox)) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "the keys of a mailbox are not open");
    }
    return ladder.mailbox(mailbox);
  }
}
