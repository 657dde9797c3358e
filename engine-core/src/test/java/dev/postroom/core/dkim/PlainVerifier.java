package dev.postroom.core.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** RFC 6376 and RFC 8463 written down once more, as plainly as can be, with the whole message in memory. Relaxed forms only. */
public final class PlainVerifier {
  private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Map<String, String> published;

  public PlainVerifier(Map<String, String> published) {
    this.published = published;
  }

  /** One answer for each signature, from the top downwards. */
  public List<Boolean> verify(byte[] message) throws GeneralSecurityException {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String header = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    List<String> fields = Arrays.asList(header.split("\r\n(?![ \t])"));
    List<Boolean> answers = new ArrayList<>();
    for (String field : fields) {
      if (relaxed(field).startsWith("dkim-signature:")) {
        answers.add(verify(fields, field, body));
      }
    }
    return answers;
  }

  private boolean verify(List<String> fields, String signatureField, String body) throws GeneralSecurityException {
    Map<String, String> tags = tags(signatureField);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    if (!Arrays.equals(sha256.digest(latin1(relaxedBody(body))), base64(tags, "bh"))) {
      return false;
    }
    List<String> left = new ArrayList<>(fields);
    left.remove(signatureField);
    StringBuilder signed = new StringBuilder();
    for (String name : tag(tags, "h").split(":", -1)) {
      for (int i = left.size() - 1; i >= 0; i--) {
        if (relaxed(left.get(i)).startsWith(name.toLowerCase(Locale.ROOT) + ':')) {
          signed.append(relaxed(left.remove(i))).append("\r\n");
          break;
        }
      }
    }
    signed.append(relaxed(signatureField).replaceFirst("([; ]b=)[^;]*", "$1"));
    byte[] input = latin1(signed.toString());
    String record = published.getOrDefault(tag(tags, "s") + "._domainkey." + tag(tags, "d"), "");
    byte[] key = Base64.getDecoder().decode(record.replaceAll(".*p=", ""));
    return switch (tag(tags, "a")) {
      case "rsa-sha256" -> verified("RSA", "SHA256withRSA", key, input, base64(tags, "b"));
      case "ed25519-sha256" ->
          verified("Ed25519", "Ed25519", info(key), sha256.digest(input), base64(tags, "b"));
      default -> false;
    };
  }

  private static boolean verified(String type, String algorithm, byte[] info, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    PublicKey key = KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(info));
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(input);
    return verifier.verify(signature);
  }

  private static byte[] info(byte[] key) {
    byte[] info = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + key.length);
    System.arraycopy(key, 0, info, ED25519_INFO.length, key.length);
    return info;
  }

  private static Map<String, String> tags(String field) {
    Map<String, String> tags = new TreeMap<>();
    for (String tag : field.substring(field.indexOf(':') + 1).replaceAll("[ \t\r\n]", "").split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals > 0) {
        tags.put(tag.substring(0, equals), tag.substring(equals + 1));
      }
    }
    return tags;
  }

  private static String tag(Map<String, String> tags, String name) {
    return tags.getOrDefault(name, "");
  }

  private static byte[] base64(Map<String, String> tags, String name) {
    return Base64.getDecoder().decode(tag(tags, name));
  }

  static String relaxed(String field) {
    return field.replace("\r\n", "")
        .replaceAll("[ \t]+", " ")
        .replaceFirst(" \\z", "")
        .transform(one -> one.replaceFirst("(?s) ?:.*", "").toLowerCase(Locale.ROOT)
            + one.replaceFirst("^[^:]*: ?", ":"));
  }

  static String relaxedBody(String body) {
    String lines = (body + "\r\n").replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n");
    while (lines.endsWith("\r\n\r\n")) {
      lines = lines.substring(0, lines.length() - 2);
    }
    return lines.equals("\r\n") ? "" : lines;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
