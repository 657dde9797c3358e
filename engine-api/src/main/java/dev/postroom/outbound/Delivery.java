package dev.postroom.outbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import java.time.Instant;
import java.util.Optional;

/**
 * One message on its way to one recipient. Its text form shows no address.
 *
 * @param id
 *          the delivery
 * @param message
 *          the message, which may be deleted since
 * @param recipient
 *          to whom
 * @param state
 *          where it is
 * @param attempts
 *          how often it was tried to hand it over
 * @param queuedAt
 *          since when it is on its way
 * @param due
 *          when it is tried next; empty once it is settled
 * @param settledAt
 *          when its way came to an end
 * @param status
 *          the last enhanced status: of the recipient's side, or of this one where it did not come to that
 * @param reply
 *          what was said last, at most 1,000 characters: by the recipient's side, its word, and content; or in a few words of this
 *          one, where it did not come to that
 */
public record Delivery(DeliveryId id, MessageId message, EmailAddress recipient, DeliveryState state, int attempts,
    Instant queuedAt, Optional<Instant> due, Optional<Instant> settledAt, Optional<EnhancedStatus> status,
    Optional<String> reply) {

  @Override
  public String toString() {
    return "Delivery[" + id + ", " + state + ", attempts=" + attempts + ']';
  }
}
