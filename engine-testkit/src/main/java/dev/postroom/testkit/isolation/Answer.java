package dev.postroom.testkit.isolation;

import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a call gave: a value, or a failure as its caller sees it.
 *
 * @param <T>
 *          the type of the value
 * @param value
 *          the value; empty when it failed
 * @param failure
 *          how it failed; empty when it did not
 */
public record Answer<T>(Optional<T> value, Optional<Failure> failure) {

  /**
   * All that can be told from a failure.
   *
   * @param type
   *          its class
   * @param reason
   *          why
   * @param text
   *          what it says, and what those say that it was caused by
   * @param causes
   *          how many of them there are
   */
  public record Failure(Class<?> type, FailureReason reason, String text, int causes) {
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

  /**
   * Makes a call.
   *
   * @param <T>
   *          the type of its value
   * @param call
   *          the call
   * @return its value, or how it failed
   */
  public static <T> Answer<T> to(Supplier<T> call) {
    try {
      return new Answer<>(Optional.of(call.get()), Optional.empty());
    } catch (PostroomException refused) {
      return new Answer<>(Optional.empty(), Optional.of(Failure.of(refused)));
    }
  }

  /**
   * Why it failed.
   *
   * @return the reason; empty when it did not
   */
  public Optional<FailureReason> reason() {
    return failure.map(Failure::reason);
  }
}
