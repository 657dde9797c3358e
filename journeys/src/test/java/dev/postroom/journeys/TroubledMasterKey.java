package dev.postroom.journeys;

import dev.postroom.spi.crypto.MasterKey;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A master key whose service fails in one of the ways in which a service can, and counts how often it was asked. */
final class TroubledMasterKey implements MasterKey {

  /** How the service does. */
  enum Mood {
    WELL, THROWING, SILENT, EMPTY, TOO_LONG, NOISE, NOT_WRAPPING
  }

  private final MasterKey key;
  private final Random random = new Random(20261128);
  private volatile Mood mood = Mood.WELL;
  private volatile CountDownLatch waiting = new CountDownLatch(0);
  private volatile int asked;
  private volatile boolean isGivenUp;

  TroubledMasterKey(MasterKey key) {
    this.key = key;
  }

  void set(Mood now) {
    mood = now;
    waiting.countDown();
    waiting = new CountDownLatch(now == Mood.SILENT ? 1 : 0);
  }

  int asked() {
    return asked;
  }

  /** Whether somebody waited for an answer until he had no time left. */
  boolean isGivenUp() {
    return isGivenUp;
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public byte[] wrap(byte[] secret, byte[] associatedData) {
    byte[] right = key.wrap(secret, associatedData);
    return mood == Mood.NOT_WRAPPING ? secret : answer(right);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
    return answer(mood == Mood.NOT_WRAPPING ? wrapped : key.unwrap(wrapped, associatedData));
  }

  private synchronized void count() {
    asked++;
  }

  private byte[] answer(byte[] right) {
    count();
    return switch (mood) {
      case WELL, NOT_WRAPPING -> right;
      case THROWING -> throw new IllegalStateException("told to fail");
      case SILENT -> whenReleased(right);
      case EMPTY -> new byte[0];
      case TOO_LONG -> Arrays.copyOf(right, 5_000);
      case NOISE -> noise(right.length);
    };
  }

  private byte[] whenReleased(byte[] right) {
    try {
      if (!waiting.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("never released");
      }
      return right;
    } catch (InterruptedException cut) {
      isGivenUp = true;
      Thread.currentThread().interrupt();
      throw new IllegalStateException(cut);
    }
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }
}
