package dev.postroom;

import com.google.crypto.tink.Aead;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.spi.crypto.MasterKey;
import java.security.GeneralSecurityException;

/**
 * A master key made of a Tink {@code Aead}: a key in a KMS through one of Tink's KMS clients, or the AEAD of any keyset. The one
 * place in the public interface where a type of another library stands.
 *
 * <p>
 * Calls run in the caller's thread, for as long as the {@code Aead} takes; give it a time-out of its own. Safe for many threads
 * when the {@code Aead} is, as Tink demands of them.
 */
public final class TinkMasterKey implements MasterKey {
  private final String id;
  private final Aead aead;

  private TinkMasterKey(String id, Aead aead) {
    this.id = id;
    this.aead = aead;
  }

  /**
   * Makes a master key.
   *
   * @param id
   *          a stable name, stored in clear beside what the key wrapped; 1 to 64 visible ASCII characters; the key's URI in its KMS
   *          where that is short enough
   * @param aead
   *          encrypts and decrypts; what it wraps must be at most 300 octets
   * @return the master key
   */
  public static TinkMasterKey of(String id, Aead aead) {
    return new TinkMasterKey(id, aead);
  }

  @Override
  public String id() {
    return id;
  }

  /**
   * {@inheritDoc}
   *
   * @throws SealException
   *           with the reason {@code SEAL_UNAVAILABLE} when the {@code Aead} fails
   */
  @Override
  public byte[] wrap(byte[] secret, byte[] associatedData) {
    try {
      return aead.encrypt(secret, associatedData);
    } catch (GeneralSecurityException e) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key could not wrap", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws SealException
   *           with the reason {@code SEAL_BROKEN} when the {@code Aead} itself refuses the bytes; {@code SEAL_UNAVAILABLE} when its
   *           failure has another cause, such as an answer of a KMS or of the network: Tink's clients do not tell those apart
   */
  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
    try {
      return aead.decrypt(wrapped, associatedData);
    } catch (GeneralSecurityException e) {
      throw isRefusal(e)
          ? new SealException(FailureReason.SEAL_BROKEN, "the master key does not open these bytes", e)
          : new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key could not unwrap", e);
    }
  }

  private static boolean isRefusal(GeneralSecurityException failure) {
    Throwable cause = failure.getCause();
    return cause == null || cause instanceof GeneralSecurityException nested && isRefusal(nested);
  }

  @Override
  public String toString() {
    return "TinkMasterKey[" + id + ']';
  }
}
