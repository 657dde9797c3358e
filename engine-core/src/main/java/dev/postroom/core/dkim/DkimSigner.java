package dev.postroom.core.dkim;

import dev.postroom.core.mime.MessageSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Signs messages (RFC 6376), relaxed in header and body. The message is read once, in bounded memory, and stays as it is: a
 * signature is fields to put before it, and holds for exactly these octets.
 *
 * <p>
 * All occurrences of what a reader is shown, or an answer goes by, are signed; what relays add or rewrite is not (section 5.4.1).
 * From is signed once more than it occurs: a second one put in afterwards breaks the signature (section 8.15).
 */
public final class DkimSigner {
  private static final String FROM = "From";
  private static final List<String> SIGNED = List.of(FROM, "Sender", "Reply-To", "To", "Cc", "Subject", "Date",
      "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
      "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted");

  /**
   * Signs with each of the keys.
   *
   * @return one field for each key, each with its line end; nothing when there are no keys
   * @throws dev.postroom.error.LimitExceededException
   *           when the message's header has more than 1 MiB
   */
  public byte[] sign(MessageSource message, List<DkimKey> keys, Instant at) throws IOException {
    if (keys.isEmpty()) {
      return new byte[0];
    }
    try (InputStream octets = new BufferedInputStream(message.open())) {
      RelaxedHeader header = RelaxedHeader.read(octets);
      byte[] bodyHash = RelaxedBody.hash(octets);
      List<String> names = new ArrayList<>();
      StringBuilder signed = new StringBuilder();
      choose(header, names, signed);
      StringBuilder fields = new StringBuilder();
      for (DkimKey key : keys) {
        SignatureField field = SignatureField.of(key, names, bodyHash, at);
        byte[] input = octets(signed + RelaxedHeader.relaxed(field.unsigned()));
        fields.append(field.signed(key.pair().sign(input)));
      }
      return octets(fields.toString());
    }
  }

  /** Of several fields of one name the lowest is signed first (section 5.4.2). */
  private static void choose(RelaxedHeader header, List<String> names, StringBuilder signed) {
    for (String name : SIGNED) {
      for (String field : header.fields(name.toLowerCase(Locale.ROOT)).reversed()) {
        names.add(name);
        signed.append(field).append("\r\n");
      }
      if (name.equals(FROM)) {
        names.add(name);
      }
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
