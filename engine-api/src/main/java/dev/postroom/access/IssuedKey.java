package dev.postroom.access;

import dev.postroom.id.KeyId;
import java.util.random.RandomGenerator;

/**
 * A key that was just issued: the only time that its secret can be seen. The object's own text does not show it.
 */
public final class IssuedKey {
  private final ApiKey key;

  private IssuedKey(ApiKey key) {
    this.key = key;
  }

  /**
   * Makes a new secret for a place. It opens nothing until its digest is stored as a {@link KeyRecord}, which only an engine does.
   *
   * @param id
   *          the key's public id
   * @param scope
   *          the place
   * @param random
   *          a source of randomness fit for secrets
   * @return the key with its secret
   */
  public static IssuedKey mint(KeyId id, Scope scope, RandomGenerator random) {
    byte[] secret = new byte[KeyText.SECRET_BYTES];
    random.nextBytes(secret);
    return new IssuedKey(ApiKey.of(KeyKind.of(scope), id, secret));
  }

  /**
   * The public id, by which the key is listed and revoked.
   *
   * @return the id
   */
  public KeyId id() {
    return key.id();
  }

  /**
   * The key's whole text, to be handed to its holder and kept nowhere.
   *
   * @return the text that {@link ApiKey#parse} reads
   */
  public String secret() {
    return key.reveal();
  }

  /**
   * The key, for use in this process.
   *
   * @return the key
   */
  public ApiKey key() {
    return key;
  }

  /**
   * What is stored of the secret.
   *
   * @return its digest
   */
  public SecretDigest digest() {
    return key.digest();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
