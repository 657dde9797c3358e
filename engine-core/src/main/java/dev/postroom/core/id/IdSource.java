package dev.postroom.core.id;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.id.EventId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.ThreadId;
import dev.postroom.id.WorkspaceId;
import java.security.SecureRandom;
import java.time.Clock;

/** New ids, growing with the engine's clock. Safe for use by many threads. */
public final class IdSource {
  private final TimeOrderedEpochFactory uuids;

  public IdSource(Clock clock, SecureRandom random) {
    this.uuids = TimeOrderedEpochFactory.builder().withClock(clock).withRandom(random).build();
  }

  public TenantId tenant() {
    return new TenantId(uuids.create());
  }

  public WorkspaceId workspace() {
    return new WorkspaceId(uuids.create());
  }

  public MailboxId mailbox() {
    return new MailboxId(uuids.create());
  }

  public MessageId message() {
    return new MessageId(uuids.create());
  }

  public ThreadId thread() {
    return new ThreadId(uuids.create());
  }

  public KeyId key() {
    return new KeyId(uuids.create());
  }

  public DomainId domain() {
    return new DomainId(uuids.create());
  }

  public EventId event() {
    return new EventId(uuids.create());
  }

  public DeliveryId delivery() {
    return new DeliveryId(uuids.create());
  }

  public EntryId entry() {
    return new EntryId(uuids.create());
  }
}
