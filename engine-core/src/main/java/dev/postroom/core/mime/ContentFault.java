package dev.postroom.core.mime;

import dev.postroom.message.ParseProblem;
import java.io.IOException;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.io.MaxHeaderLimitException;
import org.apache.james.mime4j.io.MaxLineLimitException;

/** Sorts what a parser throws: a failure of the source goes on to the caller, all else is a problem of the message. */
final class ContentFault {
  private ContentFault() {}

  /** The problem that the exception stands for. */
  static ParseProblem problemOf(Exception thrown) throws IOException {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SourceFailure source -> source.throwOn();
        case WorkExceeded costly -> {
          return ParseProblem.TOO_COSTLY;
        }
        case MaxHeaderLimitException many -> {
          return ParseProblem.TOO_MANY_HEADERS;
        }
        case MaxHeaderLengthLimitException large -> {
          return ParseProblem.HEADERS_TOO_LARGE;
        }
        case MaxLineLimitException large -> {
          return ParseProblem.HEADERS_TOO_LARGE;
        }
        default -> {
        }
      }
    }
    return ParseProblem.UNREADABLE;
  }
}
