package dev.postroom.core.mime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** The beginning of one part's content, its transfer encoding undone, in memory; it can be read like a message of its own. */
public final class PartStart implements MessageSource {
  private final String mediaType;
  private final byte[] octets;

  PartStart(String mediaType, byte[] octets) {
    this.mediaType = mediaType;
    this.octets = octets;
  }

  /** In lower case, without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /** Opens the octets; the stream never fails, knows how many are left, and can go back to a mark. */
  @Override
  public InputStream open() {
    return new ByteArrayInputStream(octets);
  }

  @Override
  public long size() {
    return octets.length;
  }
}
