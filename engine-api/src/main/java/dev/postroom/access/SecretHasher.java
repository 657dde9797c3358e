package dev.postroom.access;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * SHA-256 of secrets, with hashers that are used again: to find and make one costs more than the hash. They are kept in stripes by
 * thread rather than in the threads, of which there may be a million. What somebody else uses now is not waited for: then a new one is
 * made. For one thread at a time.
 */
final class SecretHasher {
  private static final int STRIPES = 64;
  /** So that neighbours do not share a line of the processor's cache. */
  private static final int APART = 16;
  private static final AtomicReferenceArray<SecretHasher> IDLE = new AtomicReferenceArray<>(STRIPES * APART);

  private final MessageDigest sha256;
  private final byte[] result = new byte[SecretDigest.LENGTH];

  private SecretHasher() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  static SecretHasher take() {
    SecretHasher idle = IDLE.getAndSet(stripe(), null);
    return idle == null ? new SecretHasher() : idle;
  }

  /** Gives it back; not to be used after. */
  void giveBack() {
    IDLE.setRelease(stripe(), this);
  }

  /** The digest of a part of a text, which lasts until the next one. */
  byte[] digest(byte[] text, int start, int length) {
    try {
      sha256.update(text, start, length);
      sha256.digest(result, 0, result.length);
      return result;
    } catch (DigestException thereIsRoom) {
      throw new IllegalStateException(thereIsRoom);
    }
  }

  private static int stripe() {
    return APART * (int) (Thread.currentThread().threadId() & STRIPES - 1);
  }
}
