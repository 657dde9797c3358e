package dev.postroom.core.compose;

import jakarta.mail.util.LineOutputStream;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The encodings of MIME, by Jakarta Mail. Its provider has no state, and finding it takes 20 us: so it is asked for once. */
final class Encoders {
  private static final StreamProvider PROVIDER = StreamProvider.provider();

  private Encoders() {}

  /** The encoded text of an encoded word in the B encoding (RFC 2047, section 4.1). */
  static String b(String text) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    return encode(text, PROVIDER.outputB(encoded), encoded);
  }

  /** The encoded text of an encoded word in the Q encoding, safe in names too (RFC 2047, sections 4.2 and 5). */
  static String q(String text) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    return encode(text, PROVIDER.outputQ(encoded, true), encoded);
  }

  private static String encode(String text, OutputStream encoder, ByteArrayOutputStream encoded) {
    try (encoder) {
      encoder.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return encoded.toString(StandardCharsets.US_ASCII);
  }

  /**
   * A stream on which Jakarta Mail writes header lines in UTF-8. On any other it may write just the low octet of each character, if a
   * system property of the host says so, and U+010A would end the line.
   */
  static OutputStream lines(OutputStream out) {
    LineOutputStream lines = PROVIDER.outputLineStream(out, true);
    if (lines instanceof OutputStream stream) {
      return stream;
    }
    throw new IllegalStateException("lines: not a stream");
  }
}
