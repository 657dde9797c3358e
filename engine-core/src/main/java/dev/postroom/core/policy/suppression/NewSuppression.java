package dev.postroom.core.policy.suppression;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.policy.Suppression;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A suppression that is asked for. */
public record NewSuppression(EmailAddress address, Suppression.Reason reason, Optional<DeliveryId> source,
    Optional<Instant> expiresAt) {

  /** Takes the end as it is stored, so that saying the same again is known. */
  public NewSuppression {
    expiresAt = expiresAt.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Said by somebody: until a time, or for good. */
  public static NewSuppression said(EmailAddress address, Suppression.Reason reason, Optional<Instant> expiresAt) {
    return new NewSuppression(address, reason, Optional.empty(), expiresAt);
  }

  /** Learnt from what became of a delivery: for good. */
  public static NewSuppression learnt(EmailAddress address, Suppression.Reason reason, DeliveryId source) {
    return new NewSuppression(address, reason, Optional.of(source), Optional.empty());
  }

  @Override
  public String toString() {
    return "NewSuppression[" + reason + ']';
  }
}
