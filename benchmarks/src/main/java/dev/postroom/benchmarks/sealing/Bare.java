package dev.postroom.benchmarks.sealing;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.subtle.XAesGcmAead;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The primitives without the engine around them. */
final class Bare {
  /** What the engine seals at once. */
  static final int FRAME = 64 * 1024;
  /** As long as what the engine binds a frame to. */
  static final byte[] BOUND = new byte[140];

  private static final String AES_GCM = "AES/GCM/NoPadding";
  private static final int KEY_SIZE = 32;
  private static final int NONCE_SIZE = 12;
  private static final int TAG_BITS = 128;

  private Bare() {}

  /** Tink's XAES-256-GCM, as the engine has it. */
  @LowLevelCryptoCaller
  @AccessesPartialKey
  static Aead tink() throws GeneralSecurityException {
    return XAesGcmAead.create(XAesGcmKey.create(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX,
        SecretBytes.copyFrom(octets(KEY_SIZE), InsecureSecretKeyAccess.get()), null));
  }

  static byte[] octets(int size) {
    byte[] octets = new byte[size];
    RandomGenerator.of("L64X128MixRandom").nextBytes(octets);
    return octets;
  }

  /** Cut beforehand, so that the primitive is measured and no copy. */
  static List<byte[]> frames(byte[] content) {
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < content.length; at += FRAME) {
      frames.add(Arrays.copyOfRange(content, at, Math.min(content.length, at + FRAME)));
    }
    return frames;
  }

  static byte[] joined(List<byte[]> frames) {
    ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(frame -> frame.length).sum());
    frames.forEach(all::put);
    return all.array();
  }

  static SecretKeySpec aesKey() {
    return new SecretKeySpec(octets(KEY_SIZE), "AES");
  }

  /** AES-256-GCM of the Java runtime, under a nonce that must never come again under this key. */
  static byte[] sealByJca(SecretKeySpec key, long number, byte[] plain) throws GeneralSecurityException {
    return jca(Cipher.ENCRYPT_MODE, key, number).doFinal(plain);
  }

  static byte[] openByJca(SecretKeySpec key, long number, byte[] sealed) throws GeneralSecurityException {
    return jca(Cipher.DECRYPT_MODE, key, number).doFinal(sealed);
  }

  private static Cipher jca(int mode, SecretKeySpec key, long number) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_SIZE).putLong(number).array();
    Cipher cipher = Cipher.getInstance(AES_GCM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(BOUND);
    return cipher;
  }
}
