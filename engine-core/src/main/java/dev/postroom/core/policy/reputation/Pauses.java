package dev.postroom.core.policy.reputation;

import dev.postroom.access.Scope;
import dev.postroom.core.event.Changes;
import dev.postroom.core.policy.limit.Calendar;
import dev.postroom.core.tenant.Rungs;
import dev.postroom.event.EventType;
import dev.postroom.policy.SendingPause;
import dev.postroom.policy.SendingPause.Cause;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The pause of a mailbox, as somebody asks for it, sets it, or takes it away. */
public final class Pauses {
  private final MailStore store;
  private final Changes changes;
  private final Clock clock;

  public Pauses(MailStore store, Changes changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  public Optional<SendingPause> find(Scope.OfMailbox mailbox) {
    return store.read(transaction -> Rungs.of(transaction, mailbox).pause());
  }

  /** Pauses sending; a pause that is there stays as it is. */
  public void pause(Scope.OfMailbox mailbox) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    changes.make(transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      if (rung.pause().isEmpty()) {
        rung.setPause(Optional.of(new SendingPause(Cause.MANUAL, now)));
        transaction.events().append(changes.event(EventType.SENDING_PAUSED, mailbox, Cause.MANUAL.name()));
      }
      return mailbox;
    });
  }

  /** Has sending go on, and forgives what has been counted of bounces and complaints. */
  public void resume(Scope.OfMailbox mailbox) {
    Calendar calendar = Calendar.at(clock.instant());
    changes.make(transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      if (rung.pause().isPresent()) {
        TrackRecord.forgive(rung.limits(), calendar.today());
        rung.setPause(Optional.empty());
        transaction.events().append(changes.event(EventType.SENDING_RESUMED, mailbox));
      }
      return mailbox;
    });
  }
}
