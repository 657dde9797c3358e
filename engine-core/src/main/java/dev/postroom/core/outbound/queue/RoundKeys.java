package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The keys of the mailboxes that have their turn. A master key may be silent for one of them, and the others do not wait for it: keys are
 * opened beside each other, and who is not open after a while is left to be opened later.
 *
 * <p>
 * For one thread.
 */
final class RoundKeys {
  private static final int SECONDS = 3;

  private final KeyLadder ladder;
  private Set<Scope.OfMailbox> closed = Set.of();

  RoundKeys(KeyLadder ladder) {
    this.ladder = ladder;
  }

  /** Opens those that are not open, as far as that takes no longer than three seconds. */
  void open(Collection<Scope.OfMailbox> mailboxes) {
    Map<Scope.OfMailbox, CompletableFuture<?>> opening = new HashMap<>();
    mailboxes.stream()
        .filter(mailbox -> !ladder.isOpen(mailbox))
        .forEach(mailbox -> opening.put(mailbox,
            CompletableFuture.supplyAsync(() -> ladder.mailbox(mailbox), Thread::startVirtualThread)));
    CompletableFuture.allOf(opening.values().toArray(CompletableFuture[]::new))
        .handle((all, failure) -> true)
        .completeOnTimeout(false, SECONDS, TimeUnit.SECONDS)
        .join();
    closed = opening.entrySet()
        .stream()
        .filter(each -> each.getValue().state() != Future.State.SUCCESS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * What opens what is queued by a mailbox.
   *
   * @throws SealException
   *           {@code SEAL_UNAVAILABLE} when its keys were not opened
   */
  MailboxCipher of(Scope.OfMailbox mailbox) {
    if (closed.contains(mailbox)) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "the keys of a mailbox are not open");
    }
    return ladder.mailbox(mailbox);
  }
}
