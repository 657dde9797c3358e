package dev.postroom.store.h2;

import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.StoreException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jooq.exception.DataAccessException;

/**
 * Says what went wrong below in the words of the port. The database's own messages quote statements and values, so only their
 * codes and their stack traces are handed on.
 */
final class Failures {
  private static final String UNIQUE = "23505";
  private static final String FOREIGN_KEY = "23503";
  private static final String FOREIGN_KEY_IN_H2 = "23506";

  private Failures() {}

  static StoreException unavailable(String message) {
    return new StoreException(FailureReason.STORE_UNAVAILABLE, message);
  }

  static StoreException full(String message) {
    return new StoreException(FailureReason.STORE_FULL, message);
  }

  static StoreException unavailable(String message, Throwable cause) {
    return new StoreException(FailureReason.STORE_UNAVAILABLE, message, withoutText(cause));
  }

  static StoreException corrupt(String message) {
    return new StoreException(FailureReason.STORE_CORRUPT, message);
  }

  static StoreException corrupt(String message, Throwable cause) {
    return new StoreException(FailureReason.STORE_CORRUPT, message, withoutText(cause));
  }

  /** Whether a statement was refused because it would have doubled what is unique. */
  static boolean isDuplicate(DataAccessException failure) {
    return UNIQUE.equals(failure.sqlState());
  }

  /**
   * A statement was refused for what it holds, and the database is well: the caller's own failure. Empty when the database
   * itself is not well.
   */
  static Optional<RuntimeException> refusal(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return switch (state) {
      case UNIQUE -> Optional.of(new IllegalArgumentException("id: used", withoutText(failure)));
      case FOREIGN_KEY, FOREIGN_KEY_IN_H2 -> Optional.of(new NotFoundException());
      default -> state.startsWith("22") || state.startsWith("23")
          ? Optional.of(new IllegalArgumentException("row: refused (" + state + ")", withoutText(failure)))
          : Optional.empty();
    };
  }

  /** What the database threw, if it was the database. */
  static Optional<SQLException> fromDatabase(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException thrown) {
        return Optional.of(thrown);
      }
    }
    return Optional.empty();
  }

  /** What a task on another thread failed by. */
  static Throwable cause(ExecutionException failure) {
    return Objects.requireNonNullElse(failure.getCause(), failure);
  }

  private static Throwable withoutText(Throwable cause) {
    if (cause instanceof StoreException known) {
      return known;
    }
    String code = cause instanceof SQLException thrown ? " " + thrown.getSQLState() + '/' + thrown.getErrorCode() : "";
    Throwable shown = new IllegalStateException(cause.getClass().getSimpleName() + code);
    shown.setStackTrace(cause.getStackTrace());
    Throwable below = cause.getCause();
    if (below != null) {
      shown.initCause(withoutText(below));
    }
    return shown;
  }
}
