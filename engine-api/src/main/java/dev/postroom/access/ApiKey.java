package dev.postroom.access;

import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.KeyId;
import java.util.Locale;

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
  private static final int ID_LENGTH = 26;

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
    String bare = text.strip();
    int idStart = 3;
    int secretStart = idStart + ID_LENGTH + 1;
    if (bare.length() != secretStart + SecretText.LENGTH || bare.charAt(secretStart - 1) != '_') {
      throw malformed();
    }
    try {
      KeyKind kind = kindOf(bare.substring(0, idStart));
      KeyId id = KeyId.parse(ID_PREFIX + bare.substring(idStart, secretStart - 1));
      return new ApiKey(kind, id, SecretText.read(bare.substring(0, secretStart), bare.substring(secretStart)));
    } catch (InvalidInputException malformedPart) {
      throw malformed();
    }
  }

  private static KeyKind kindOf(String start) {
    for (KeyKind kind : KeyKind.values()) {
      if (start.equals(kind.prefix() + '_')) {
        return kind;
      }
    }
    throw malformed();
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
