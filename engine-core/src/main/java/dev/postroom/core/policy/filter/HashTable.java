package dev.postroom.core.policy.filter;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A set of 64-bit hashes in an array twice as long, with open addressing. It grows by half of what it was made with and then takes no
 * more. Asking takes no lock.
 */
final class HashTable {
  private static final int SPARE = 16;
  private static final long FREE = 0;

  private final AtomicLongArray slots;
  private volatile int held;

  /** A set of the first so many. */
  HashTable(long[] hashes, int count) {
    this.slots = new AtomicLongArray(2 * count + SPARE);
    for (int i = 0; i < count; i++) {
      put(hashes[i]);
    }
  }

  boolean holds(long hash) {
    long wanted = inSlot(hash);
    int at = home(wanted);
    long there = slots.get(at);
    while (there != wanted && there != FREE) {
      at = next(at);
      there = slots.get(at);
    }
    return there == wanted;
  }

  /** Whether there was room. */
  synchronized boolean add(long hash) {
    if (4L * held >= 3L * slots.length()) {
      return false;
    }
    put(hash);
    return true;
  }

  boolean isEmpty() {
    return held == 0;
  }

  int size() {
    return slots.length() * Long.BYTES;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Put by the constructor and under the lock of add.
  private void put(long hash) {
    long wanted = inSlot(hash);
    int at = home(wanted);
    while (slots.get(at) != wanted) {
      if (slots.compareAndSet(at, FREE, wanted)) {
        held++;
        return;
      }
      at = next(at);
    }
  }

  /** The slot to begin at: the hash as a fraction of the array. */
  private int home(long hash) {
    return (int) Math.unsignedMultiplyHigh(hash, slots.length());
  }

  private int next(int at) {
    return at + 1 == slots.length() ? 0 : at + 1;
  }

  /** One hash stands for two, as zero is what is free. */
  private static long inSlot(long hash) {
    return hash == FREE ? 1 : hash;
  }
}
