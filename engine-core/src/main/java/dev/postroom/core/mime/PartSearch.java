package dev.postroom.core.mime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through the parts of a message once, from the first to the last, in search of some types. It costs no more than an outline
 * does, and what it finds is bounded. Nothing in the message makes it throw; what is not understood ends the search.
 */
public final class PartSearch implements Closeable {
  private static final int ENCODED_PER_OCTET = 4;
  private static final int ENCODED_AT_LEAST = 64 * 1024;

  private final PartCursor cursor;

  private PartSearch(PartCursor cursor) {
    this.cursor = cursor;
  }

  /** Begins before the first part. The caller closes the search, and with it the source. */
  public static PartSearch open(MessageSource message, ParseLimits limits) throws IOException {
    return new PartSearch(PartCursor.open(message, limits, new Problems()));
  }

  /**
   * Goes on to the next part of one of these types.
   *
   * @param maxOctets
   *          how much of its content to give at most
   */
  public Optional<PartStart> next(Set<String> mediaTypes, int maxOctets) throws IOException {
    for (Optional<Part> part = cursor.next(); part.isPresent(); part = cursor.next()) {
      if (mediaTypes.contains(part.get().header().mimeType())) {
        return Optional.of(startOf(part.get(), maxOctets));
      }
    }
    return Optional.empty();
  }

  private static PartStart startOf(Part part, int maxOctets) throws IOException {
    part.content().limitTo((long) maxOctets * ENCODED_PER_OCTET + ENCODED_AT_LEAST);
    InputStream decoded = part.content().decoded(part.header().transferEncoding());
    return new PartStart(part.header().mimeType(), decoded.readNBytes(maxOctets));
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
