package dev.postroom.core.dkim;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes a body in its relaxed form (RFC 6376, section 3.4.4): white space at the ends of lines and empty lines at the end of the
 * body do not count, other white space counts as one space. A line ends with CR LF; either of them alone is an octet like others.
 */
final class RelaxedBody {
  private static final int BUFFER = 16 * 1024;

  private final MessageDigest digest = sha256();
  private final byte[] ready = new byte[BUFFER];
  private int filled;
  private long emptyLines;
  private boolean afterSpace;
  private boolean afterCr;
  private boolean inLine;

  private RelaxedBody() {}

  /** Hashes what is left of the stream. */
  static byte[] hash(InputStream octets) throws IOException {
    RelaxedBody body = new RelaxedBody();
    byte[] buffer = new byte[BUFFER];
    for (int count = octets.read(buffer); count >= 0; count = octets.read(buffer)) {
      for (int i = 0; i < count; i++) {
        body.next(buffer[i]);
      }
    }
    return body.end();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private void next(byte octet) {
    if (afterCr) {
      afterCr = false;
      if (octet == '\n') {
        endLine();
        return;
      }
      text((byte) '\r');
    }
    switch (octet) {
      case '\r' -> afterCr = true;
      case ' ', '\t' -> afterSpace = true;
      default -> text(octet);
    }
  }

  private void text(byte octet) {
    for (; emptyLines > 0; emptyLines--) {
      lineEnd();
    }
    if (afterSpace) {
      afterSpace = false;
      emit((byte) ' ');
    }
    emit(octet);
    inLine = true;
  }

  private void endLine() {
    if (inLine) {
      lineEnd();
    } else {
      emptyLines++;
    }
    inLine = false;
    afterSpace = false;
  }

  private void lineEnd() {
    emit((byte) '\r');
    emit((byte) '\n');
  }

  private void emit(byte octet) {
    if (filled == ready.length) {
      digest.update(ready);
      filled = 0;
    }
    ready[filled++] = octet;
  }

  private byte[] end() {
    if (afterCr) {
      text((byte) '\r');
    }
    if (inLine) {
      lineEnd();
    }
    digest.update(ready, 0, filled);
    return digest.digest();
  }
}
