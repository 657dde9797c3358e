package dev.postroom.spi.store;

import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The deliveries of one mailbox. They outlive their message, until they are forgotten. */
public interface DeliveryTable {

  /**
   * Adds a delivery of a message of this mailbox, with an id that no other delivery in the store has; any other is refused, and the
   * transaction ends in an exception.
   *
   * @param delivery
   *          the row
   */
  void insert(DeliveryRow delivery);

  /**
   * Looks a delivery up.
   *
   * @param id
   *          the delivery
   * @return its row; empty when it is not of this mailbox
   */
  Optional<DeliveryRow> find(DeliveryId id);

  /**
   * The deliveries of one message.
   *
   * @param message
   *          the message
   * @return in the order of their ids; none when it is not of this mailbox, or they are forgotten
   */
  List<DeliveryRow> ofMessage(MessageId message);

  /**
   * Lists deliveries, newest first.
   *
   * @param states
   *          only those in these states; all when empty
   * @param before
   *          go on with smaller ids than this one
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<DeliveryRow> list(Set<DeliveryState> states, Optional<DeliveryId> before, int limit);

  /**
   * Those that are due, leased ones whose lease is over among them, in the order of their due times and then of their ids.
   *
   * @param now
   *          the time
   * @param without
   *          none of these destinations; at most 500
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<DeliveryRow> due(Instant now, Collection<Token> without, int limit);

  /**
   * When the first of those that are not settled is due.
   *
   * @return the time, empty when all are settled
   */
  Optional<Instant> nextDue();

  /**
   * Sets how far a delivery has come, if it is leased as the caller believes.
   *
   * @param id
   *          the delivery
   * @param lease
   *          the lease that it must have now; empty when it must not be leased
   * @param progress
   *          how far it has come
   * @return whether there is such a delivery with such a lease; otherwise nothing was changed
   */
  boolean advance(DeliveryId id, Optional<UUID> lease, DeliveryRow.Progress progress);

  /**
   * Gives a delivery that waits and was never leased other times.
   *
   * @param id
   *          the delivery
   * @param due
   *          when it is due
   * @param expiresAt
   *          until when it is tried
   * @return whether there is such a delivery; otherwise nothing was changed
   */
  boolean reschedule(DeliveryId id, Instant due, Instant expiresAt);

  /**
   * Counts what is not settled. One whose lease is over still counts as leased.
   *
   * @param now
   *          the time
   * @return the counts
   */
  QueueStatistics statistics(Instant now);
}
