package dev.postroom.core.dkim;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A DKIM-Signature field (RFC 6376, section 3.5), folded. The signature comes last: what is signed of the field is all that stands
 * before it.
 */
final class SignatureField {
  private static final int LINE = 76;
  private static final String FOLD = "\r\n\t";

  private final StringBuilder text = new StringBuilder("DKIM-Signature:");
  private int column = text.length();

  private SignatureField() {}

  /** The field up to its signature. */
  static SignatureField of(DkimKey key, List<String> signedNames, byte[] bodyHash, Instant at) {
    SignatureField field = new SignatureField();
    field.tag("v=1;");
    field.tag("a=" + key.pair().algorithm().tag() + ';');
    field.tag("c=relaxed/relaxed;");
    field.tag("d=" + key.domain() + ';');
    field.tag("s=" + key.selector() + ';');
    field.tag("t=" + at.getEpochSecond() + ';');
    field.names(signedNames);
    field.tag("bh=" + base64(bodyHash) + ';');
    field.fold();
    field.more("b=");
    return field;
  }

  /** What stands so far, not yet relaxed. */
  String unsigned() {
    return text.toString();
  }

  /** The whole field with its line end. */
  String signed(byte[] signature) {
    String encoded = base64(signature);
    int at = 0;
    while (at < encoded.length()) {
      int end = Math.min(encoded.length(), at + LINE - column);
      more(encoded.substring(at, end));
      at = end;
      if (at < encoded.length()) {
        fold();
      }
    }
    return text.append("\r\n").toString();
  }

  private void names(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i) + (i < names.size() - 1 ? ':' : ';');
      if (i == 0) {
        tag("h=" + name);
      } else {
        foldBefore(name);
        more(name);
      }
    }
  }

  private void tag(String tag) {
    foldBefore(' ' + tag);
    if (column > 1) {
      more(" ");
    }
    more(tag);
  }

  private void foldBefore(String next) {
    if (column + next.length() > LINE) {
      fold();
    }
  }

  private void fold() {
    text.append(FOLD);
    column = 1;
  }

  private void more(String next) {
    text.append(next);
    column += next.length();
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
