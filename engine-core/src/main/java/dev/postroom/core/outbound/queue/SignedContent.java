package dev.postroom.core.outbound.queue;

import dev.postroom.core.mime.MessageSource;
import dev.postroom.spi.outbound.OutboundContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A stored message with its signatures before it, and what it asks of a server. */
final class SignedContent implements OutboundContent {
  private static final int BUFFER = 16 * 1024;

  private final byte[] signatures;
  private final MessageSource message;
  private final Octets octets;

  /** Whether there are octets over 127 in header and body. */
  private record Octets(boolean inHeader, boolean inBody) {}

  private SignedContent(byte[] signatures, MessageSource message, Octets octets) {
    this.signatures = signatures;
    this.message = message;
    this.octets = octets;
  }

  /** Reads the message once. */
  static SignedContent of(byte[] signatures, MessageSource message) throws IOException {
    try (InputStream source = message.open()) {
      return new SignedContent(signatures, message, looked(source));
    }
  }

  private static Octets looked(InputStream source) throws IOException {
    boolean inHeader = false;
    boolean inBody = false;
    boolean isHeader = true;
    int lineLength = 0;
    byte[] buffer = new byte[BUFFER];
    for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
      for (int i = 0; i < count; i++) {
        inHeader |= isHeader && buffer[i] < 0;
        inBody |= !isHeader && buffer[i] < 0;
        if (isHeader && buffer[i] == '\n') {
          isHeader = lineLength > 0;
          lineLength = 0;
        } else if (buffer[i] != '\r') {
          lineLength++;
        }
      }
    }
    return new Octets(inHeader, inBody);
  }

  @Override
  public InputStream open() throws IOException {
    return new SequenceInputStream(new ByteArrayInputStream(signatures), message.open());
  }

  @Override
  public long size() {
    return signatures.length + message.size();
  }

  @Override
  public boolean isEightBit() {
    return octets.inBody();
  }

  @Override
  public boolean isInternational() {
    return octets.inHeader();
  }
}
