package dev.postroom.core.mime;

import dev.postroom.message.ParseProblem;
import dev.postroom.message.ParseStatus;
import java.util.EnumSet;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.Event;

/** Gathers what is wrong with one message; mime4j's decoders and token stream report here too, and are told to go on. */
final class Problems extends DecodeMonitor {
  private final Set<ParseProblem> met = EnumSet.noneOf(ParseProblem.class);

  void add(ParseProblem problem) {
    met.add(problem);
  }

  ParseStatus status() {
    return met.isEmpty() ? ParseStatus.COMPLETE : new ParseStatus(met);
  }

  @Override
  public boolean warn(String error, String dropDesc) {
    if (error.equals(Event.INVALID_HEADER.toString())) {
      add(ParseProblem.MALFORMED_HEADER);
    } else if (error.equals(Event.MIME_BODY_PREMATURE_END.toString())) {
      add(ParseProblem.MALFORMED_STRUCTURE);
    } else if (!isHarmless(error)) {
      add(ParseProblem.MALFORMED_CONTENT);
    }
    return false;
  }

  /** A header may end with the message, and white space before a colon was once allowed (RFC 5322, sections 2.1 and 4.5). */
  private static boolean isHarmless(String error) {
    return error.equals(Event.HEADERS_PREMATURE_END.toString()) || error.equals(Event.OBSOLETE_HEADER.toString());
  }

  @Override
  public boolean isListening() {
    return true;
  }
}
