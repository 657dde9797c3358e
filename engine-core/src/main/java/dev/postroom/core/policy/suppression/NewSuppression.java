package dev.postroom.core.policy.suppression;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.KeyId;
import dev.postroom.policy.Suppression;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A suppression that is asked for, and by which key; by none when it is learnt, or the operator's. */
public record NewSuppression(EmailAddress address, Suppression.Reason reason, Optional<DeliveryId> source,
    Optional<Instant> expiresAt, Optional<KeyId> actor) {

  /** Takes the end as it is stored, so that saying the same again is known. */
  public NewSuppression {
    expiresAt = expiresAt.map(end -> end.truncatedTo(ChronoUnit.MILLIS));
  }

  /** Said by somebody: until a time, or for good. */
  public static NewSuppression said(EmailAddress address, Suppression.Reason reason, Optional<Instant> expiresAt) {
    return new NewSuppression(address, reason, Optional.empty(), expiresAt, Optional.empty());
  }

  /** The same, asked for with a key. */
  public NewSuppression by(Optional<KeyId> key) {
    return new NewSuppression(address, reason, source, expiresAt, key);
  }

  /** Learnt from what became of a delivery: for good. */
  public static NewSuppression learnt(EmailAddress address, Suppression.Reason reason, DeliveryId source) {
    return new NewSuppression(address, reason, Optional.of(source), Optional.empty(), Optional.empty());
  }

  @Override
  public String toString() {
    return "NewSuppression[" + reason + ']';
  }
}
