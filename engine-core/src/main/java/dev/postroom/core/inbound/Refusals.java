package dev.postroom.core.inbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.postroom.access.Scope;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.event.Changes;
import dev.postroom.error.PostroomException;
import dev.postroom.event.EventType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Notes that mail for a mailbox was refused, so that nothing is turned away in silence. At most one event a minute for each mailbox
 * and reason, written beside the answer: a peer that is refused cannot make the engine write with every try.
 */
public final class Refusals {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private record Refusal(Scope.OfMailbox mailbox, String reason) {}

  private final Changes changes;
  private final Executor background;
  private final Cache<Refusal, Boolean> noted;

  public Refusals(Changes changes, Executor background, Clock clock) {
    this.changes = changes;
    this.background = background;
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.noted =
        Caffeine.newBuilder().maximumSize(CacheShare.REFUSALS.entries()).expireAfterWrite(PAUSE).ticker(ticker).build();
  }

  void note(Scope.OfMailbox mailbox, String reason) {
    Refusal refusal = new Refusal(mailbox, reason);
    if (noted.asMap().putIfAbsent(refusal, true) == null) {
      background.execute(() -> append(refusal));
    }
  }

  private void append(Refusal refusal) {
    try {
      changes.make(refusal.mailbox(), transaction -> {
        transaction.events().append(changes.event(EventType.MESSAGE_REFUSED, refusal.mailbox(), refusal.reason()));
        return refusal;
      });
    } catch (PostroomException theNextRefusalIsNotedAgain) {
      noted.invalidate(refusal);
    }
  }
}
