package dev.postroom.smtp;

/** One line that a client sent where a command is expected, or why there is none. */
sealed interface Line {

  /** A line of printable characters, without its CRLF. */
  record Text(String text) implements Line {}

  /** A line with control characters, or one that is not UTF-8. */
  record Unreadable() implements Line {}

  /** A line over the limit; it is read to its end. */
  record TooLong() implements Line {}

  /** A line without an end within all reason. */
  record Endless() implements Line {}

  /** A line with a CR or LF that is not part of a CRLF: where it ends is open to argument. */
  record Unclean() implements Line {}

  /** The client ended the connection. */
  record End() implements Line {}
}
