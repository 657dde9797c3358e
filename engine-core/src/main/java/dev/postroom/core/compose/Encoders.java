package dev.postroom.core.compose;

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

  /** Writes in base64 (RFC 2045, section 6.8), all of it when it is flushed. */
  static OutputStream base64(OutputStream out) {
    return PROVIDER.outputBase64(out);
  }

  /** Writes in quoted-printable (RFC 2045, section 6.7), all of it when it is flushed. */
  static OutputStream quotedPrintable(OutputStream out) {
    return PROVIDER.outputQP(out);
  }
}
