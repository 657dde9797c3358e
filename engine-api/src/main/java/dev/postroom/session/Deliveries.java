package dev.postroom.session;

import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The messages of one mailbox on their way to their recipients. A delivery is shown for at least 30 days after its message was
 * deleted too. Every call may fail as {@link KeyedAccess} says.
 */
public interface Deliveries {

  /**
   * Lists deliveries, newest first. Needs {@code READ}.
   *
   * @param states
   *          only those in these states; all when empty
   * @param page
   *          which page
   * @return the page
   */
  Page<Delivery> list(Set<DeliveryState> states, PageRequest page);

  /**
   * The deliveries of one message. Needs {@code READ}.
   *
   * @param message
   *          a message that was sent from here
   * @return one for each recipient that it was queued for
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  List<Delivery> ofMessage(MessageId message);

  /**
   * Looks at one delivery. Needs {@code READ}.
   *
   * @param delivery
   *          the delivery
   * @return how far it has come
   * @throws dev.postroom.error.NotFoundException
   *           when it is not of this mailbox
   */
  Delivery read(DeliveryId delivery);

  /**
   * Counts what is on its way. Needs {@code READ}.
   *
   * @return the counts
   */
  QueueStatistics statistics();

  /**
   * Calls a message back, for all recipients to whom it was not handed over yet, also where the queue has taken it up for that. What
   * is being handed over at this moment is not called back. Needs {@code SEND}.
   *
   * @param message
   *          the message
   * @return for how many recipients it was called back
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  int cancel(MessageId message);

  /**
   * Gives a message that waits for its first attempt another time to leave. Needs {@code SEND}.
   *
   * @param message
   *          the message
   * @param sendAt
   *          when to send it, at most a year ahead; at once when it is past
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code WRONG_STATE} when an attempt was made or it waits for nobody
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void reschedule(MessageId message, Instant sendAt);

  /**
   * Tries a delivery that waits for its next attempt at once. Needs {@code SEND}.
   *
   * @param delivery
   *          the delivery
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code WRONG_STATE} when it does not wait
   * @throws dev.postroom.error.NotFoundException
   *           when it is not of this mailbox
   */
  void retry(DeliveryId delivery);
}
