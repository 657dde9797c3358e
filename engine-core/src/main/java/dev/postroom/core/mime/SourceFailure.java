package dev.postroom.core.mime;

import java.io.IOException;

/**
 * Tells a failure of the source from the complaints of a parser, which come as I/O errors and as runtime exceptions too. A seal that
 * does not open is such a failure: taken for a complaint, it would end a content early and in silence.
 */
final class SourceFailure extends IOException {
  private static final long serialVersionUID = 1L;

  SourceFailure(IOException failure) {
    super(failure);
  }

  SourceFailure(RuntimeException failure) {
    super(failure);
  }

  /** Throws what the source threw. */
  void throwOn() throws IOException {
    switch (getCause()) {
      case RuntimeException runtime -> throw runtime;
      case IOException io -> throw io;
      case null, default -> throw this;
    }
  }
}
