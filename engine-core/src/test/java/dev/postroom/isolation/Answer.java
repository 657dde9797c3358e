package dev.postroom.isolation;

import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a call gave: a value, or a failure as its caller sees it.
 *
 * @param <T>
 *          the type of the value
 */
record Answer<T>(Optional<T> value, Optional<Failure> failure) {

  /** All that can be told from a failure. */
  record Failure(Class<?> type, FailureReason reason, String text, int causes) {
    static Failure of(PostroomException thrown) {
      return new Failure(thrown.getClass(), thrown.reason(), texts(thrown), causes(thrown));
    }

    private static String texts(Throwable thrown) {
      StringBuilder texts = new StringBuilder(thrown.toString());
      for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
        texts.append(" for ").append(cause);
      }
      return texts.toString();
    }

    private static int causes(Throwable thrown) {
      int causes = thrown.getSuppressed().length;
      for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
        causes++;
      }
      return causes;
    }
  }

  static <T> Answer<T> to(Supplier<T> call) {
    try {
      return new Answer<>(Optional.of(call.get()), Optional.empty());
    } catch (PostroomException refused) {
      return new Answer<>(Optional.empty(), Optional.of(Failure.of(refused)));
    }
  }

  Optional<FailureReason> reason() {
    return failure.map(Failure::reason);
  }
}
