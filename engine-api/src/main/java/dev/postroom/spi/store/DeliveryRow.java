package dev.postroom.spi.store;

import dev.postroom.id.DeliveryId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.crypto.SealedBytes;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery as it is stored.
 *
 * @param id
 *          the delivery
 * @param message
 *          the message of the same mailbox, which may be deleted since
 * @param recipient
 *          the sealed recipient
 * @param destination
 *          a token of the recipient's domain, under the workspace's key
 * @param key
 *          the key that it was sent with; empty for the operator
 * @param queuedAt
 *          since when it is on its way
 * @param expiresAt
 *          until when it is tried
 * @param progress
 *          how far it has come
 */
public record DeliveryRow(DeliveryId id, MessageId message, SealedBytes recipient, Token destination,
    Optional<KeyId> key, Instant queuedAt, Instant expiresAt, Progress progress) {

  /**
   * How far a delivery has come: what changes of it.
   *
   * @param state
   *          where it is
   * @param attempts
   *          how often it was tried to hand it over; while it is leased, this time counted in
   * @param due
   *          when it is to be looked at next: while it is leased, when the lease ends; empty exactly when it is settled
   * @param lease
   *          who hands it over; there exactly while it is leased
   * @param settledAt
   *          when its way came to an end
   * @param status
   *          the last enhanced status, as text
   * @param reply
   *          the sealed last answer of the recipient's side
   */
  public record Progress(DeliveryState state, int attempts, Optional<Instant> due, Optional<UUID> lease,
      Optional<Instant> settledAt, Optional<String> status, Optional<SealedBytes> reply) {

    /**
     * A delivery that waits for its first attempt.
     *
     * @param due
     *          when it is due
     * @return the progress
     */
    public static Progress waiting(Instant due) {
      return new Progress(DeliveryState.WAITING, 0, Optional.of(due), Optional.empty(), Optional.empty(),
          Optional.empty(), Optional.empty());
    }
  }

  /**
   * The same delivery, further on.
   *
   * @param further
   *          how far it has come
   * @return a new row
   */
  public DeliveryRow with(Progress further) {
    return new DeliveryRow(id, message, recipient, destination, key, queuedAt, expiresAt, further);
  }
}
