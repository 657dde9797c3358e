package dev.postroom.testkit;

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
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/**
 * Makes ids, the same ones from the same clock and seed: UUIDv7 (RFC 9562, section 5.7), each greater than the one before, also
 * when the clock stands still or goes back. Safe for use by many threads.
 */
public final class IdSequence {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int COUNTER_BITS = 12;

  private final InstantSource clock;
  private final Random random;
  private long last;

  private IdSequence(InstantSource clock, long seed) {
    this.clock = clock;
    this.random = new Random(seed);
  }

  /**
   * A sequence of ids.
   *
   * @param clock
   *          what the time in the ids is taken from
   * @param seed
   *          what their random part is made from
   * @return the sequence
   */
  public static IdSequence of(InstantSource clock, long seed) {
    return new IdSequence(clock, seed);
  }

  /**
   * The next UUID.
   *
   * @return version 7
   */
  public synchronized UUID next() {
    last = Math.max(last + 1, clock.millis() << COUNTER_BITS);
    long millis = last >>> COUNTER_BITS;
    long counter = last & (1 << COUNTER_BITS) - 1;
    return new UUID(millis << 16 | VERSION_7 | counter, VARIANT | random.nextLong() >>> 2);
  }

  /**
   * The id of a tenant to come.
   *
   * @return the next id
   */
  public TenantId tenant() {
    return new TenantId(next());
  }

  /**
   * The id of a workspace to come.
   *
   * @return the next id
   */
  public WorkspaceId workspace() {
    return new WorkspaceId(next());
  }

  /**
   * The id of a mailbox to come.
   *
   * @return the next id
   */
  public MailboxId mailbox() {
    return new MailboxId(next());
  }

  /**
   * The id of a message to come.
   *
   * @return the next id
   */
  public MessageId message() {
    return new MessageId(next());
  }

  /**
   * The id of a thread to come.
   *
   * @return the next id
   */
  public ThreadId thread() {
    return new ThreadId(next());
  }

  /**
   * The id of a key to come.
   *
   * @return the next id
   */
  public KeyId key() {
    return new KeyId(next());
  }

  /**
   * The id of a domain to come.
   *
   * @return the next id
   */
  public DomainId domain() {
    return new DomainId(next());
  }

  /**
   * The id of an event to come.
   *
   * @return the next id
   */
  public EventId event() {
    return new EventId(next());
  }

  /**
   * The id of a delivery to come.
   *
   * @return the next id
   */
  public DeliveryId delivery() {
    return new DeliveryId(next());
  }

  /**
   * The id of an entry of a list to come.
   *
   * @return the next id
   */
  public EntryId entry() {
    return new EntryId(next());
  }
}
