package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a store does not do. */
final class Refused {
  private Refused() {}

  static void assertRefused(ThrowingCallable call, FailureReason reason) {
    assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class,
        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}
