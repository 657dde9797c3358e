package dev.postroom.policy;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.EntryId;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that is not written to any more, from one mailbox or from all of a workspace. It says nothing for anybody else. Its
 * text form shows no address.
 *
 * @param id
 *          the entry
 * @param address
 *          the address
 * @param reason
 *          why
 * @param source
 *          the delivery that it was learnt from; empty where somebody said so
 * @param createdAt
 *          since when
 * @param expiresAt
 *          until when; for good when empty
 */
public record Suppression(EntryId id, EmailAddress address, Reason reason, Optional<DeliveryId> source,
    Instant createdAt, Optional<Instant> expiresAt) {

  /** Why an address is suppressed. */
  public enum Reason {
    /** It does not exist, said by its side for good. */
    HARD_BOUNCE,
    /** Its owner has complained of mail from here (RFC 5965). */
    COMPLAINT,
    /** Its owner wants no more mail from here. */
    UNSUBSCRIBE,
    /** Somebody of this side said so. */
    MANUAL
  }

  @Override
  public String toString() {
    return "Suppression[" + id + ", " + reason + ']';
  }
}
