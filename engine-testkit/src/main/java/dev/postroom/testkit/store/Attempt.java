package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Tries what must not work. */
final class Attempt {
  private Attempt() {}

  /** Tries something that a store may refuse in its own words, or pass over. What matters is what is there afterwards. */
  static void at(ThrowingCallable futile) {
    try {
      futile.call();
    } catch (RuntimeException refusedInItsOwnWords) {
      return;
    } catch (Throwable unexpected) {
      throw new AssertionError("a store throws runtime exceptions only", unexpected);
    }
  }

  static void conflicts(FailureReason reason, ThrowingCallable contradiction) {
    assertThatThrownBy(contradiction).isInstanceOfSatisfying(ConflictException.class,
        conflict -> org.assertj.core.api.Assertions.assertThat(conflict.reason()).isEqualTo(reason));
  }
}
