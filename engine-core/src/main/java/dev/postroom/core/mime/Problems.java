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
  private int fields;
  private int invalidLines;
  private boolean headerCut;

  void add(ParseProblem problem) {
    met.add(problem);
  }

  ParseStatus status() {
    return met.isEmpty() ? ParseStatus.COMPLETE : new ParseStatus(met);
  }

  /** Called before the header of the message or of a part is read. */
  void startHeader() {
    fields = 0;
    invalidLines = 0;
    headerCut = false;
  }

  void countField() {
    fields++;
  }

  /** Called behind the header of a part. mime4j reports an empty header as one line that is no field. */
  void endPartHeader() {
    if (invalidLines > (fields == 0 ? 1 : 0)) {
      add(ParseProblem.MALFORMED_HEADER);
    }
    if (headerCut) {
      add(ParseProblem.MALFORMED_STRUCTURE);
    }
  }

  /** Called behind the header of the message, which may end with it (RFC 5322, section 2.1) but must not be empty. */
  void endMessageHeader() {
    if (invalidLines > 0 || fields == 0) {
      add(ParseProblem.MALFORMED_HEADER);
    }
  }

  @Override
  public boolean warn(String error, String dropDesc) {
    if (error.equals(Event.INVALID_HEADER.toString())) {
      invalidLines++;
    } else if (error.equals(Event.HEADERS_PREMATURE_END.toString())) {
      headerCut = true;
    } else if (error.equals(Event.MIME_BODY_PREMATURE_END.toString())) {
      add(ParseProblem.MALFORMED_STRUCTURE);
    } else if (!error.equals(Event.OBSOLETE_HEADER.toString())) {
      add(ParseProblem.MALFORMED_CONTENT);
    }
    return false;
  }

  @Override
  public boolean isListening() {
    return true;
  }
}
