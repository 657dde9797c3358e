package dev.postroom.core.dkim;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** A private key to sign with, and its public half to publish. Safe for many threads. */
public final class DkimKeyPair {
  private static final byte FORMAT = 1;
  private static final int HEAD_SIZE = 4;
  private static final int MAX_PUBLIC = 0xffff;

  private final DkimAlgorithm algorithm;
  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  DkimKeyPair(DkimAlgorithm algorithm, PrivateKey privateKey, PublicKey publicKey) {
    this.algorithm = algorithm;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** Makes a new one; for RSA that takes a good part of a second. */
  public static DkimKeyPair generate(DkimAlgorithm algorithm, SecureRandom random) {
    try {
      KeyPair pair = algorithm.generator(random).generateKeyPair();
      return new DkimKeyPair(algorithm, pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws SealException
   *           with the reason {@code SEAL_BROKEN} when it is something else
   */
  public static DkimKeyPair decode(byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    byte[] secret = {};
    try {
      if (in.get() != FORMAT) {
        throw new SealException(FailureReason.SEAL_BROKEN, "a signing key has no format known here");
      }
      DkimAlgorithm algorithm = DkimAlgorithm.of(in.get());
      byte[] info = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(info);
      secret = new byte[in.remaining()];
      in.get(secret);
      KeyFactory keys = KeyFactory.getInstance(algorithm.keyFactory());
      return new DkimKeyPair(algorithm, keys.generatePrivate(new PKCS8EncodedKeySpec(secret)),
          keys.generatePublic(new X509EncodedKeySpec(info)));
    } catch (BufferUnderflowException | GeneralSecurityException e) {
      throw new SealException(FailureReason.SEAL_BROKEN, "a signing key is not what was sealed", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The pair as octets, in clear, for the caller to seal and to wipe: a version, the algorithm, the public half with its length
   * (SubjectPublicKeyInfo), the private one (PKCS #8, which alone does not tell the public half of an Ed25519 key).
   */
  public byte[] encoded() {
    byte[] info = publicKey.getEncoded();
    if (info.length > MAX_PUBLIC) {
      throw new IllegalStateException("public key: " + info.length + " octets (expected: 0.." + MAX_PUBLIC + ')');
    }
    byte[] secret = privateKey.getEncoded();
    try {
      return ByteBuffer.allocate(HEAD_SIZE + info.length + secret.length)
          .put(FORMAT)
          .put(algorithm.code())
          .putShort((short) info.length)
          .put(info)
          .put(secret)
          .array();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  public DkimAlgorithm algorithm() {
    return algorithm;
  }

  /** The text to publish (RFC 6376, section 3.6.1). */
  public String publicRecord() {
    return algorithm.record(publicKey);
  }

  /** Signs the canonical header. */
  byte[] sign(byte[] signedHeader) {
    try {
      Signature signature = Signature.getInstance(algorithm.signature());
      signature.initSign(privateKey);
      signature.update(algorithm.input(signedHeader));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  private static SealException unavailable(GeneralSecurityException cause) {
    return new SealException(FailureReason.SEAL_UNAVAILABLE, "this Java runtime lacks what signing needs", cause);
  }

  @Override
  public String toString() {
    return "DkimKeyPair[" + algorithm + ']';
  }
}
