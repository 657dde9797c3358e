package dev.postroom.core.mime;

/**
 * What a message may cost at most. Beyond a limit the parser stops and says so; it never refuses.
 *
 * @param depth
 *          multiparts within each other
 * @param parts
 *          parts of the message
 * @param headers
 *          fields of one header
 * @param headerOctets
 *          octets of all headers together, and of one field
 * @param addresses
 *          addresses of one field
 * @param work
 *          octets read, each times the multiparts it lies in: every level looks at each octet again
 */
public record ParseLimits(int depth, int parts, int headers, int headerOctets, int addresses, long work) {
  /** What an engine uses. */
  public static final ParseLimits STANDARD = new ParseLimits(50, 1_000, 1_000, 1 << 20, 1_000, 1L << 29);

  static final int REFERENCES = 50;
  static final int SUBJECT_LENGTH = 1_000;
  static final int NAME_LENGTH = 200;
  static final int WRITTEN_ADDRESS_LENGTH = 320;
  static final int ID_LENGTH = 998;
  static final int SNIPPET_LENGTH = 200;

  ParseLimits withoutMeter() {
    return new ParseLimits(depth, parts, headers, headerOctets, addresses, Long.MAX_VALUE);
  }

  /** The work that a message of this size may cause: mail of ordinary depth is always read to its end. */
  long workFor(long size) {
    return Math.max(work, 4 * size);
  }
}
