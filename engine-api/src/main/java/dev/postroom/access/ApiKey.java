package dev.postroom.access;

import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.id.KeyId;
import java.nio.charset.StandardCharsets;

/**
 * A key as its holder has it: well formed, and not more. That it opens something is for the engine to say.
 *
 * <p>
 * The text is {@code mk_} (or {@code wk_}, {@code tk_}), the public id, an underscore, 256 random bits and a checksum, so that a
 * mistyped or truncated key is told from a wrong one without a look into the store, and leaked keys can be searched for. The
 * object's own text shows no secret.
 */
public final class ApiKey {
  private final KeyKind kind;
  private final KeyId id;
  private final byte[] text;

  private ApiKey(byte[] text) {
    this.kind = KeyText.kindOf(text);
    this.id = KeyText.idOf(text);
    this.text = text;
  }

  /** A new key, of 256 random bits. */
  static ApiKey of(KeyKind kind, KeyId id, byte[] secret) {
    return new ApiKey(KeyText.write(kind, id, secret));
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
    if (!KeyText.isWhole(bare)) {
      throw malformed();
    }
    return new ApiKey(bare);
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
    return digest.isOfSecretIn(text);
  }

  SecretDigest digest() {
    return SecretDigest.ofSecretIn(text);
  }

  String reveal() {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return KeyText.startOf(text) + '…';
  }
}
