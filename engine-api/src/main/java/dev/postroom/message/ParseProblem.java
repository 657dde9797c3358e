package dev.postroom.message;

/**
 * Why a message was not understood in full. Whatever the problem, but for {@link #DAMAGED}, its octets are kept as they were received.
 * New names may be added.
 */
public enum ParseProblem {
  /** Parts are nested deeper than is followed: what lies below was not looked at. */
  TOO_DEEP,
  /** There are more parts than are looked at: the rest was left out. */
  TOO_MANY_PARTS,
  /** A header has more fields than are read: what follows was left out. */
  TOO_MANY_HEADERS,
  /** A header field, or all of them together, are longer than is read: what follows was left out. */
  HEADERS_TOO_LARGE,
  /** The message is built to be slow to take apart: it was given up midway, and the last part listed may be larger than it says. */
  TOO_COSTLY,
  /** A field lists more addresses than are kept: the rest was left out. */
  TOO_MANY_ADDRESSES,
  /** The message has more attachments than a summary lists: each can still be opened by its part number. */
  TOO_MANY_ATTACHMENTS,
  /** The message refers to more messages than a summary keeps: the oldest were left out. */
  TOO_MANY_REFERENCES,
  /** A text of the header is longer than is kept: it was cut. */
  TEXT_CUT,
  /** A header has lines that are no fields, fields that may stand only once stand twice, or a field is not understood. */
  MALFORMED_HEADER,
  /** Parts are not delimited as announced: a boundary or its end is missing. */
  MALFORMED_STRUCTURE,
  /** Content is not encoded as announced: what could be decoded was. */
  MALFORMED_CONTENT,
  /** The parser gave up for a reason of its own: what it had found by then is there. */
  UNREADABLE,
  /** What was noted of the message when it came is not as it was, and does not open. Its octets may, or may not. */
  DAMAGED
}
