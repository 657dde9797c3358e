package dev.postroom.core.mime;

import java.io.IOException;

/** Tells a failure of the source from the complaints of a parser, which come as I/O errors too. */
final class SourceFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final IOException failure;

  SourceFailure(IOException failure) {
    super(failure);
    this.failure = failure;
  }

  IOException failure() {
    return failure;
  }
}
