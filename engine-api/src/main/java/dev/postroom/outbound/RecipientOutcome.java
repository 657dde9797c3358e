package dev.postroom.outbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import java.time.Duration;
import java.time.Instant;

/**
 * What became of a send for one recipient: one of three answers, for good. What may grow is the reasons. Its text form does not show the
 * recipient.
 */
public sealed interface RecipientOutcome {

  /**
   * The recipient.
   *
   * @return the address, as it was given
   */
  EmailAddress recipient();

  /**
   * Stored and forced to the disk; it leaves when it is due.
   *
   * @param recipient
   *          the recipient
   * @param delivery
   *          by which its way can be followed
   * @param due
   *          when it is to leave
   */
  record Queued(EmailAddress recipient, DeliveryId delivery, Instant due) implements RecipientOutcome {

    @Override
    public String toString() {
      return "Queued[" + delivery + ", due " + due + ']';
    }
  }

  /**
   * Not sent, and never will be as it is.
   *
   * @param recipient
   *          the recipient
   * @param reason
   *          why
   */
  record Refused(EmailAddress recipient, RefusalReason reason) implements RecipientOutcome {

    @Override
    public String toString() {
      return "Refused[" + reason + ']';
    }
  }

  /**
   * Not sent now. Nothing of it is kept: who still wants it says it again.
   *
   * @param recipient
   *          the recipient
   * @param retryAfter
   *          how long to wait at least
   * @param reason
   *          why
   */
  record Deferred(EmailAddress recipient, Duration retryAfter, DeferralReason reason) implements RecipientOutcome {

    @Override
    public String toString() {
      return "Deferred[" + reason + ", after " + retryAfter + ']';
    }
  }
}
