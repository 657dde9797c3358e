package dev.postroom.access;

import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * A key as its holder has it: well formed, and not more. That it opens something is for the engine to say.
 *
 * <p>
 * The text is {@code mk_} (or {@code wk_}, {@code tk_}), the public id, an underscore, 256 random bits and a checksum, so that a
 * mistyped or truncated key is told from a wrong one without a look into the store, and leaked keys can be searched for. The
 * object's own text shows no secret.
 */
public final class ApiKey {
  private static final String ID_PREFIX = "key_";
  private static final int ID_START = 3;
  private static final int SECRET_START = ID_START + 26 + 1;
  private static final int LENGTH = SECRET_START + SecretText.LENGTH;

  private final KeyKind kind;
  private final KeyId id;
  private final byte[] secret;

  ApiKey(KeyKind kind, KeyId id, byte[] secret) {
    this.kind = kind;
    this.id = id;
    this.secret = secret;
  }

  /**
   * Reads the text of a key.
   *
   * @param text
   *          the text, as it was shown when the key was issued; white space around it is ignored
   * @return the key
   * @throws AuthenticationException
   *           with the reason {@code KEY_MALFORMED} when it has not the form of a key, or its checksum is wrong
   */
  public static ApiKey parse(String text) {
    byte[] bare = text.strip().getBytes(StandardCharsets.ISO_8859_1);
    if (bare.length != LENGTH || bare[ID_START - 1] != '_' || bare[SECRET_START - 1] != '_') {
      throw malformed();
    }
    try {
      return new ApiKey(kindOf(bare), idOf(bare), SecretText.read(bare, SECRET_START));
    } catch (InvalidInputException malformedPart) {
      throw malformed();
    }
  }

  private static KeyKind kindOf(byte[] text) {
    return switch (text[1] == 'k' ? text[0] : '_') {
      case 't' -> KeyKind.TENANT;
      case 'w' -> KeyKind.WORKSPACE;
      case 'm' -> KeyKind.MAILBOX;
      default -> throw malformed();
    };
  }

  /** The id without its prefix, see {@link KeyId#parse}: 128 bits as 26 digits, the first of them worth 3 bits. */
  private static KeyId idOf(byte[] text) {
    long a = KeyDigits.eight(text, ID_START);
    long b = KeyDigits.eight(text, ID_START + 8);
    long c = KeyDigits.eight(text, ID_START + 16);
    long d = KeyDigits.value(text, ID_START + 24, 2);
    if ((a | b | c | d) < 0 || a >>> 38 != 0) {
      throw malformed();
    }
    return new KeyId(new UUID(a << 26 | b >>> 14, b << 50 | c << 10 | d));
  }

  static AuthenticationException malformed() {
    return new AuthenticationException(FailureReason.KEY_MALFORMED,
        "key: malformed (expected: tk_, wk_ or mk_, an id and a secret)");
  }

  /**
   * The rung that the text claims for the key.
   *
   * @return the kind
   */
  public KeyKind kind() {
    return kind;
  }

  /**
   * The public id, which may be logged.
   *
   * @return the id
   */
  public KeyId id() {
    return id;
  }

  boolean matches(SecretDigest digest) {
    return digest.isOf(secret);
  }

  SecretDigest digest() {
    return SecretDigest.ofSecret(secret);
  }

  String reveal() {
    String start = start();
    return start + SecretText.write(start, secret);
  }

  private String start() {
    return String.format(Locale.ROOT, "%s_%s_", kind.prefix(), id.toString().substring(ID_PREFIX.length()));
  }

  @Override
  public String toString() {
    return start() + '…';
  }
}
