package dev.postroom.smtp;

import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.Unreachable.Reason;
import java.util.Optional;

/**
 * Why a server could not be spoken with. Where several were tried, the last in this order is told: what may pass goes before what
 * will not, and what a server said goes before silence.
 */
enum Setback {
  NO_ADDRESS(Optional.of(OwnAnswers.NO_WAY), Reason.DNS),
  FORBIDDEN(Optional.of(OwnAnswers.PRIVATE_ONLY), Reason.DNS),
  DNS(Optional.empty(), Reason.DNS),
  CONNECTION(Optional.empty(), Reason.CONNECTION),
  TLS(Optional.empty(), Reason.TLS),
  BUSY(Optional.empty(), Reason.BUSY),
  LOGIN(Optional.empty(), Reason.LOGIN),
  HERE(Optional.empty(), Reason.HERE);

  private final transient Optional<Answer> forGood;
  private final Reason reason;

  Setback(Optional<Answer> forGood, Reason reason) {
    this.forGood = forGood;
    this.reason = reason;
  }

  /** The answer, where trying again is of no use. */
  Optional<Answer> forGood() {
    return forGood;
  }

  Reason reason() {
    return reason;
  }

  /** Whether another server of the same domain is of no use either. */
  boolean endsTheSearch() {
    return this == LOGIN || this == HERE;
  }

  Setback or(Setback other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
