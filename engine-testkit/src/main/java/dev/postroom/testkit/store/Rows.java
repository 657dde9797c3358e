package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.SecretDigest;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.testkit.IdSequence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes rows that are good enough to be stored, with fresh ids. */
public final class Rows {
  private static final int TOKEN_OCTETS = 16;
  private static final Duration TIME_TO_LIVE = Duration.ofDays(4);
  private static final String CREATED_FROM = "0123456789abcdef".repeat(4);

  private final IdSequence ids;
  private final InstantSource clock;

  /**
   * Makes rows.
   *
   * @param ids
   *          where their ids come from
   * @param clock
   *          what their times are
   */
  public Rows(IdSequence ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A tenant.
   *
   * @param externalId
   *          the host's id
   * @return an active one
   */
  public TenantRow tenant(String externalId) {
    return new TenantRow(ids.tenant(), new ExternalId(externalId), CREATED_FROM, "Tenant " + externalId,
        Standing.ACTIVE,
        clock.instant());
  }

  /**
   * A workspace.
   *
   * @param externalId
   *          the host's id
   * @return an active one
   */
  public WorkspaceRow workspace(String externalId) {
    return new WorkspaceRow(ids.workspace(), new ExternalId(externalId), CREATED_FROM, "Workspace " + externalId,
        Standing.ACTIVE,
        clock.instant());
  }

  /**
   * A mailbox.
   *
   * @param externalId
   *          the host's id
   * @return an active, empty one without a quota
   */
  public MailboxRow mailbox(String externalId) {
    return new MailboxRow(ids.mailbox(), new ExternalId(externalId), CREATED_FROM, "Mailbox " + externalId,
        Standing.ACTIVE,
        OptionalLong.empty(), 0, 0, clock.instant());
  }

  /**
   * A claim.
   *
   * @param name
   *          the domain
   * @return an unconfirmed one
   */
  public DomainRow claim(String name) {
    return new DomainRow(ids.domain(), DomainName.of(name), clock.instant(), Optional.empty());
  }

  /**
   * The one address that a mailbox is known by.
   *
   * @param address
   *          the address
   * @param domain
   *          what it hangs on
   * @return the row
   */
  public AddressRow primary(String address, DomainId domain) {
    return new AddressRow(EmailAddress.parse(address), domain, AddressRow.Kind.PRIMARY);
  }

  /**
   * Another address of a mailbox.
   *
   * @param address
   *          the address
   * @param domain
   *          what it hangs on
   * @return the row
   */
  public AddressRow alias(String address, DomainId domain) {
    return new AddressRow(EmailAddress.parse(address), domain, AddressRow.Kind.ALIAS);
  }

  /**
   * A key.
   *
   * @param scope
   *          the place that it is bound to
   * @return one that is open without end
   */
  public KeyRecord key(Scope scope) {
    byte[] digest = new byte[SecretDigest.LENGTH];
    Arrays.fill(digest, (byte) ids.next().hashCode());
    return new KeyRecord(ids.key(), scope, "a key", EnumSet.of(Permission.READ, Permission.SEND),
        SecretDigest.ofStored(digest),
        clock.instant(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * An event.
   *
   * @param type
   *          what happened
   * @param scope
   *          where
   * @return the event, about no message
   */
  public Event event(EventType type, Scope scope) {
    return new Event(ids.event(), clock.instant(), type, scope, Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  /**
   * A delivery to somebody at peer.example.
   *
   * @param message
   *          the message
   * @return one that is due now, and tried for four days
   */
  public DeliveryRow delivery(MessageId message) {
    return delivery(message, "peer.example");
  }

  /**
   * A delivery.
   *
   * @param message
   *          the message
   * @param destination
   *          the domain of its recipient
   * @return one that is due now, and tried for four days
   */
  public DeliveryRow delivery(MessageId message, String destination) {
    Instant now = clock.instant();
    return new DeliveryRow(ids.delivery(), message, sealed(40), token(Token.Kind.DESTINATION, destination),
        Optional.empty(), now,
        now.plus(TIME_TO_LIVE), DeliveryRow.Progress.waiting(now));
  }

  /**
   * An entry of a list, or a suppressed address.
   *
   * @param kind
   *          which list
   * @param word
   *          what it is about
   * @return one that counts for good
   */
  public PolicyRow entry(PolicyRow.Kind kind, String word) {
    return new PolicyRow(ids.entry(), kind, token(Token.Kind.PATTERN, word), sealed(60), clock.instant(),
        Optional.empty());
  }

  /**
   * A send.
   *
   * @param key
   *          its idempotency key
   * @param message
   *          the message that it made
   * @return the row
   */
  public static SendRow send(String key, MessageId message) {
    return new SendRow(token(Token.Kind.SEND, key), message, sealed(200));
  }

  /**
   * Sealed octets that nothing opens.
   *
   * @param length
   *          how many
   * @return each of 256 octets in turn
   */
  public static SealedBytes sealed(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) i;
    }
    return SealedBytes.copyOf(octets);
  }

  /**
   * A token.
   *
   * @param kind
   *          its kind
   * @param word
   *          what it stands for
   * @return the token, of version 1
   */
  public static Token token(Token.Kind kind, String word) {
    return new Token(kind, 1, SealedBytes.copyOf(Arrays.copyOf(word.getBytes(StandardCharsets.UTF_8), TOKEN_OCTETS)));
  }
}
