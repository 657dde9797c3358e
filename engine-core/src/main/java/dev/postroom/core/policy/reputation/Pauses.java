package dev.postroom.core.policy.reputation;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.event.Changes;
import dev.postroom.core.policy.limit.Calendar;
import dev.postroom.event.EventType;
import dev.postroom.id.KeyId;
import dev.postroom.policy.SendingPause;
import dev.postroom.policy.SendingPause.Cause;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The pause of a mailbox, as somebody asks for it, sets it, or takes it away. Whether there is one is cached, and never stale. */
public final class Pauses {
  private final MailStore store;
  private final Changes changes;
  private final Clock clock;
  private final LiveCache<Scope.OfMailbox, Boolean> paused;

  public Pauses(MailStore store, Changes changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
    this.paused = new LiveCache<>(CacheShare.PAUSES.entries(), changes.undecided(), this::isPausedInStore);
  }

  public Optional<SendingPause> find(Scope.OfMailbox mailbox) {
    return store.read(mailbox, transaction -> Rungs.of(transaction, mailbox).pause());
  }

  /** Whether there is one, for who asks with each delivery. Not to be asked in a transaction. */
  public boolean isPaused(Scope.OfMailbox mailbox) {
    return paused.get(mailbox);
  }

  private boolean isPausedInStore(Scope.OfMailbox mailbox) {
    return find(mailbox).isPresent();
  }

  /** Sets it in a change under way, or takes it away. */
  void set(MailboxStore rung, Scope.OfMailbox mailbox, Optional<SendingPause> pause) {
    rung.setPause(pause);
    changes.afterwards(() -> paused.drop(mailbox));
  }

  /** Pauses sending; a pause that is there stays as it is. */
  public void pause(Scope.OfMailbox mailbox, Optional<KeyId> actor) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    changes.make(mailbox, transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      if (rung.pause().isEmpty()) {
        set(rung, mailbox, Optional.of(new SendingPause(Cause.MANUAL, now)));
        transaction.events()
            .append(changes.event(EventType.SENDING_PAUSED, mailbox, actor, Optional.of(Cause.MANUAL.name())));
      }
      return mailbox;
    });
  }

  /** Has sending go on, and forgives what has been counted of bounces and complaints. */
  public void resume(Scope.OfMailbox mailbox, Optional<KeyId> actor) {
    Calendar calendar = Calendar.at(clock.instant());
    changes.make(mailbox, transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      if (rung.pause().isPresent()) {
        TrackRecord.forgive(rung.limits(), calendar.today());
        set(rung, mailbox, Optional.empty());
        transaction.events().append(changes.event(EventType.SENDING_RESUMED, mailbox, actor, Optional.empty()));
      }
      return mailbox;
    });
  }
}
