package dev.postroom;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.spi.crypto.MasterKey;
import java.util.Arrays;

/** A master key whose service can be down, or answer nonsense. */
public class FlakyMasterKey implements MasterKey {

  /** How the service does. */
  enum Mood {
    WORKING, DOWN, BABBLING, CRASHING
  }

  private final MasterKey key;
  private volatile Mood mood = Mood.WORKING;

  /**
   * Answers as another one, while the service works.
   *
   * @param key
   *          the other one
   */
  public FlakyMasterKey(MasterKey key) {
    this.key = key;
  }

  void set(Mood now) {
    mood = now;
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public byte[] wrap(byte[] secret, byte[] associatedData) {
    return answer(key.wrap(secret, associatedData));
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
    return answer(key.unwrap(wrapped, associatedData));
  }

  private byte[] answer(byte[] right) {
    return switch (mood) {
      case WORKING -> right;
      case DOWN -> throw new SealException(FailureReason.SEAL_UNAVAILABLE, "master key: told to be down");
      case CRASHING -> throw new IllegalStateException("told to crash");
      case BABBLING -> {
        byte[] wrong = right.clone();
        Arrays.fill(wrong, (byte) 7);
        yield wrong;
      }
    };
  }
}
