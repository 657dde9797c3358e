package dev.postroom.core.compose;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a message: the same octets each time, 7-bit but for addresses that need RFC 6532, its lines ended by CRLF and at most 998
 * octets long, in memory that does not grow with its files. One composer may serve all threads.
 *
 * <p>
 * How is this designed, and why? The encodings are Jakarta Mail's ({@link Encoders}); what stands in a header field is ours, down to the
 * folding, and so are the lines between parts. Jakarta Mail's own fields come out too long, some of them longer than SMTP lets through
 * ({@link EncodedText} and {@link FileNameField} say which); they depend on system properties, which are the host's; its boundaries and
 * Message-IDs are never the same twice; and each of its body parts looks through the class path of the host for what encodes it. Here a
 * message can be written again at any time instead of being kept: to count its octets, and once more to seal them.
 */
public final class Composer {

  /**
   * Writes the message. Nothing is closed.
   *
   * @throws dev.postroom.error.InvalidInputException
   *           when a file cannot be read, or the header is too large
   * @throws IOException
   *           when what it is written to fails
   */
  public void write(Composition composition, OutputStream out) throws IOException {
    LineEnded lines = new LineEnded(out);
    Structure.of(composition).writeTo(MessageHead.of(composition), lines);
    lines.finish();
  }
}
