package dev.postroom.core.outbound.send;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.RefusalReason;
import java.time.Duration;

/**
 * What is against sending to a recipient, and which rule says so.
 *
 * @param answer
 *          what it means for the recipient
 * @param rule
 *          what decides
 */
record Objection(Answer answer, Explanation.Rule rule) {

  /** Never, or not now. */
  sealed interface Answer {}

  record Never(RefusalReason reason) implements Answer {}

  record NotNow(Duration retryAfter, DeferralReason reason) implements Answer {}

  static Objection never(RefusalReason reason, Explanation.Rule rule) {
    return new Objection(new Never(reason), rule);
  }

  static Objection notNow(Duration retryAfter, DeferralReason reason, Explanation.Rule rule) {
    return new Objection(new NotNow(retryAfter, reason), rule);
  }

  RecipientOutcome outcome(EmailAddress recipient) {
    return switch (answer) {
      case Never never -> new RecipientOutcome.Refused(recipient, never.reason());
      case NotNow notNow -> new RecipientOutcome.Deferred(recipient, notNow.retryAfter(), notNow.reason());
    };
  }
}
