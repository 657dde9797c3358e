package dev.postroom.core.compose;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a message: the same octets each time, 7-bit but for addresses that need RFC 6532, its lines ended by CRLF and at most 998
 * octets long, in memory that does not grow with its files. One composer may serve all threads.
 *
 * <p>
 * How is this designed, and why? Structure and encodings are Jakarta Mail's: a tree of its body parts, which write themselves. What
 * stands in a header field is ours, down to the folding. Jakarta Mail's own fields come out too long, some of them longer than SMTP
 * lets through ({@link EncodedText} and {@link FileNameField} say which); they depend on system properties, which are the host's; and
 * its boundaries and Message-IDs are never the same twice. Here a message can be written again at any time instead of being kept: to
 * count its octets, and once more to seal them.
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
    try {
      Structure.of(composition).part(MessageHead.of(composition)).writeTo(Encoders.lines(lines));
    } catch (MessagingException unexpected) {
      throw new IOException("message: cannot be written", unexpected);
    }
    lines.finish();
  }
}
