package dev.postroom.spi.crypto;

/**
 * The key at the top of the ladder, which wraps one secret for each tenant: a local key file, or a key in a KMS that never leaves
 * it. Several may live side by side; the id of the one that wrapped is stored with what it wrapped.
 *
 * <p>
 * Called once for each tenant that is opened, and never for a message. Calls may block, and come from up to 64 threads of the engine's
 * own at once. Nobody waits longer than ten seconds for an answer: it is taken for {@code SEAL_UNAVAILABLE} then, the call is interrupted,
 * and the next who needs the key calls anew. A client that hears no interrupt should have a time limit of its own: calls that never
 * return keep their threads, and when all 64 are kept the key cannot be asked any more.
 */
public interface MasterKey {

  /**
   * A stable name of this key, stored in clear beside what it wrapped.
   *
   * @return 1 to 64 ASCII characters
   */
  String id();

  /**
   * Encrypts a small secret so that it opens only with the same associated data.
   *
   * @param secret
   *          at most 64 bytes
   * @param associatedData
   *          what the wrapping is bound to
   * @return at most 300 bytes
   * @throws dev.postroom.error.SealException
   *           with the reason {@code SEAL_UNAVAILABLE} when the key cannot be used now
   */
  byte[] wrap(byte[] secret, byte[] associatedData);

  /**
   * Opens what {@link #wrap} made.
   *
   * @param wrapped
   *          the wrapped secret
   * @param associatedData
   *          the same as at wrapping
   * @return the secret
   * @throws dev.postroom.error.SealException
   *           with the reason {@code SEAL_UNAVAILABLE} when the key cannot be used now, {@code SEAL_BROKEN} when the bytes or the
   *           associated data are not those that were wrapped
   */
  byte[] unwrap(byte[] wrapped, byte[] associatedData);
}
