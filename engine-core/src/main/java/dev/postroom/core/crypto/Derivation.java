package dev.postroom.core.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.subtle.XAesGcmAead;
import com.google.crypto.tink.prf.HkdfPrfKey;
import com.google.crypto.tink.prf.HkdfPrfParameters;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.subtle.HkdfPrf;
import com.google.crypto.tink.prf.subtle.HmacPrf;
import com.google.crypto.tink.util.SecretBytes;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Makes the keys of a secret: HKDF with SHA-256 (RFC 5869), the purpose as its info. Tink's own deriver knows no XAES key, so the
 * octets are derived and imported.
 */
final class Derivation {
  /** Octets of every secret and of every derived key. */
  static final int KEY_SIZE = 32;

  /** Octets that XAES-256-GCM adds: a nonce of 24 before, a tag of 16 after. */
  static final int AEAD_OVERHEAD = 40;

  private Derivation() {}

  static Aead aead(byte[] secret, Purpose purpose) {
    byte[] key = derive(secret, purpose.text(), KEY_SIZE);
    try {
      return importAead(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @LowLevelCryptoCaller
  @AccessesPartialKey
  static Prf prf(byte[] secret, Purpose purpose) {
    byte[] key = derive(secret, purpose.text(), KEY_SIZE);
    try {
      HmacPrfParameters parameters = HmacPrfParameters.builder()
          .setKeySizeBytes(KEY_SIZE)
          .setHashType(HmacPrfParameters.HashType.SHA256)
          .build();
      return HmacPrf.create(HmacPrfKey.builder().setParameters(parameters).setKeyBytes(secretBytes(key)).build());
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @LowLevelCryptoCaller
  @AccessesPartialKey
  static byte[] derive(byte[] secret, byte[] info, int length) {
    try {
      HkdfPrfParameters parameters = HkdfPrfParameters.builder()
          .setKeySizeBytes(KEY_SIZE)
          .setHashType(HkdfPrfParameters.HashType.SHA256)
          .build();
      HkdfPrfKey key = HkdfPrfKey.builder().setParameters(parameters).setKeyBytes(secretBytes(secret)).build();
      return HkdfPrf.create(key).compute(info, length);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  @LowLevelCryptoCaller
  @AccessesPartialKey
  static Aead importAead(byte[] key) {
    try {
      return XAesGcmAead.create(XAesGcmKey.create(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX,
          secretBytes(key), null));
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  static byte[] compute(Prf prf, byte[] input, int length) {
    try {
      return prf.compute(input, length);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static SecretBytes secretBytes(byte[] key) {
    return SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get());
  }

  private static SealException unavailable(GeneralSecurityException cause) {
    return new SealException(FailureReason.SEAL_UNAVAILABLE, "this Java runtime lacks what sealing needs", cause);
  }
}
