package dev.postroom.core.crypto;

import com.google.crypto.tink.Aead;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a master key file: a line with the format version, the key's id, the key, and a checksum over the lines before it,
 * so that a file cut short or mistyped from a paper copy is known for what it is.
 */
public final class KeyFileText {
  /** More octets than any such file has. */
  public static final int MAX_SIZE = 1024;

  private static final String HEAD = "postroom-master-key: 1\n";
  private static final int ID_SIZE = 8;
  private static final Pattern FORM = Pattern.compile(
      "(postroom-master-key: 1\\r?\\nid: (file:[0-9a-f]{16})\\r?\\nkey: ([A-Za-z0-9+/]{43}=)\\r?\\n)check: ([0-9a-f]{16})\\s*");

  private KeyFileText() {}

  /** The text of a key. */
  public static String write(byte[] key) {
    String lines = HEAD + "id: " + id(key) + "\nkey: " + Base64.getEncoder().encodeToString(key) + '\n';
    return lines + "check: " + checksum(lines) + '\n';
  }

  /**
   * The key of a text.
   *
   * @throws SealException
   *           when the text is not one that {@link #write} made
   */
  public static byte[] read(String text) {
    Matcher file = FORM.matcher(text);
    if (!file.matches()) {
      throw damaged("is not of the form that this version knows");
    }
    if (!checksum(file.group(1).replace("\r", "")).equals(file.group(4))) {
      throw damaged("does not match its checksum");
    }
    byte[] key = Base64.getDecoder().decode(file.group(3));
    if (!id(key).equals(file.group(2))) {
      Arrays.fill(key, (byte) 0);
      throw damaged("names another key than it holds");
    }
    return key;
  }

  /** The id of a key, derived from it one way. */
  public static String id(byte[] key) {
    return "file:" + HexFormat.of().formatHex(Derivation.derive(key, Purpose.MASTER_KEY_ID.text(), ID_SIZE));
  }

  /** What wraps with a key. */
  public static Aead aead(byte[] key) {
    return Derivation.importAead(key);
  }

  private static String checksum(String lines) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, ID_SIZE);
    } catch (NoSuchAlgorithmException e) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "this Java runtime lacks SHA-256", e);
    }
  }

  private static SealException damaged(String how) {
    return new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key file " + how);
  }
}
