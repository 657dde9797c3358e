package dev.postroom.core.mime;

import dev.postroom.message.BodyText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Puts the texts of several parts one after the other, up to a length. */
final class TextCollector {
  private static final int MAX_OCTETS_PER_CHARACTER = 4;
  /** A line end is decoded as two characters and kept as one. */
  private static final int MAX_DECODED_PER_CHARACTER = 2;
  private static final int MAX_ENCODED_PER_CHARACTER = 4 * MAX_OCTETS_PER_CHARACTER;
  private static final int ENCODED_AT_LEAST = 64 * 1024;

  private final StringBuilder content = new StringBuilder();
  private final int maxLength;
  private boolean met;
  private boolean truncated;

  TextCollector(int maxLength) {
    this.maxLength = maxLength;
  }

  boolean isFull() {
    return content.length() >= maxLength;
  }

  void add(Part part) throws IOException {
    met = true;
    int room = maxLength - content.length();
    part.content().limitTo((long) room * MAX_ENCODED_PER_CHARACTER + ENCODED_AT_LEAST);
    InputStream decoded = part.content().decoded(part.header().transferEncoding());
    byte[] octets = decoded.readNBytes((int) Math.min(Integer.MAX_VALUE - 16L, (long) room * MAX_OCTETS_PER_CHARACTER));
    boolean more = decoded.read() >= 0 || part.content().isLimitReached();
    int decodedAtMost = (int) Math.min(Integer.MAX_VALUE - 16L, MAX_DECODED_PER_CHARACTER * (room + 1L));
    String text =
        Charsets.decode(Charsets.declared(part.header().charset()), octets, decodedAtMost).replace("\r\n", "\n");
    if (!content.isEmpty() && !text.isEmpty() && room > 0) {
      content.append('\n');
    }
    String kept = FieldText.cut(text, maxLength - content.length());
    truncated |= more || kept.length() < text.length();
    content.append(kept);
  }

  Optional<BodyText> result() {
    return met ? Optional.of(new BodyText(content.toString(), truncated)) : Optional.empty();
  }
}
