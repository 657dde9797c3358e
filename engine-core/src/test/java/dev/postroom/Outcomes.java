package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.RejectReason;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How something ended, in a word that a test can compare. */
final class Outcomes {
  static final String STORED = "stored";

  private Outcomes() {}

  static String deferred(DeferReason reason) {
    return "deferred " + reason;
  }

  static String rejected(RejectReason reason) {
    return "rejected " + reason;
  }

  static List<String> of(List<Disposition> dispositions) {
    return dispositions.stream().map(disposition -> switch (disposition) {
      case Disposition.Stored stored -> STORED;
      case Disposition.Deferred deferred -> deferred(deferred.reason());
      case Disposition.Rejected rejected -> rejected(rejected.reason());
    }).toList();
  }

  static void assertFails(FailureReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(PostroomException.class).isThrownBy(call)
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
  }
}
