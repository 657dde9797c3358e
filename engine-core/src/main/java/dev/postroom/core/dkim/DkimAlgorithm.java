package dev.postroom.core.dkim;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** How a message is signed. Both hash with SHA-256; a message is best signed with each, for not everybody knows the second. */
public enum DkimAlgorithm {
  /** RSA with 2048 bits, PKCS #1 v1.5 (RFC 8301). */
  RSA_SHA256(1, "rsa", "RSA", 2048, "SHA256withRSA"),
  /** Ed25519 over the hash of the header, not over the header (RFC 8463, section 3). */
  ED25519_SHA256(2, "ed25519", "Ed25519", 255, "Ed25519");

  private static final int ED25519_SIZE = 32;

  private final byte code;
  private final String keyType;
  private final String keyFactory;
  private final int bits;
  private final String signature;

  DkimAlgorithm(int code, String keyType, String keyFactory, int bits, String signature) {
    this.code = (byte) code;
    this.keyType = keyType;
    this.keyFactory = keyFactory;
    this.bits = bits;
    this.signature = signature;
  }

  static DkimAlgorithm of(byte code) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.code == code)
        .findFirst()
        .orElseThrow(
            () -> new SealException(FailureReason.SEAL_BROKEN, "a signing key is of an algorithm not known here"));
  }

  KeyPairGenerator generator(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keyFactory);
    generator.initialize(bits, random);
    return generator;
  }

  /** What is signed, of the canonical header. */
  byte[] input(byte[] signedHeader) {
    return switch (this) {
      case RSA_SHA256 -> signedHeader;
      case ED25519_SHA256 -> RelaxedBody.sha256().digest(signedHeader);
    };
  }

  /** The text to publish of a key (RFC 6376, section 3.6.1). */
  String record(PublicKey key) {
    return "v=DKIM1; k=" + keyType + "; p=" + Base64.getEncoder().encodeToString(published(key));
  }

  /**
   * Of RSA the whole SubjectPublicKeyInfo, as everybody publishes it and RFC 6376 shows it, whatever its grammar says; of Ed25519
   * the key alone (RFC 8463, section 4), which is the end of it.
   */
  private byte[] published(PublicKey key) {
    byte[] info = key.getEncoded();
    return switch (this) {
      case RSA_SHA256 -> info;
      case ED25519_SHA256 -> Arrays.copyOfRange(info, info.length - ED25519_SIZE, info.length);
    };
  }

  /** How a signature names it, in its tag {@code a=}. */
  String tag() {
    return keyType + "-sha256";
  }

  /** How the encoding of a key names it. */
  byte code() {
    return code;
  }

  String keyFactory() {
    return keyFactory;
  }

  String signature() {
    return signature;
  }
}
