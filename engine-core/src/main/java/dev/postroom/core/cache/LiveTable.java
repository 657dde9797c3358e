package dev.postroom.core.cache;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is stored, by names of 128 bits: compact, bounded, and never stale as long as whoever asks goes by {@link Stamps}.
 *
 * <p>
 * How is this designed, and why? It stands on the way of every request and of every recipient, so what is asked most has to cost two
 * looks into memory: at a slot, and at the entry, which holds name, stamp and answer in one object. Slots are open: an entry lies in one
 * of the {@value #WINDOW} slots from where its name points, in an order that only its own secret seed tells, so that no choice of names
 * fills one place. Entries never change and are published as a whole. So readers take no lock and see no half of an entry; writers,
 * who come from a read of the store and are rare, take turns.
 *
 * <p>
 * The table doubles whenever it is half full, until it has as many slots as it may have entries. From then on a new entry takes the slot
 * of another one in its window, rather of one that only says that there is nothing: asking for what is not there drives out what is only
 * where there is nothing else. Nothing is ever taken out. What is changed gets another stamp, does not count any more, and makes room in
 * its time.
 *
 * @param <E>
 *          what it holds
 */
public final class LiveTable<E extends LiveTable.Entry> {
  private static final int WINDOW = 16;
  private static final int FIRST_SLOTS = 256;
  private static final long MIXER = 0x9E3779B97F4A7C15L;

  /** Something that was read, under its name. */
  public abstract static class Entry {
    private final long high;
    private final long low;
    private final long stamp;

    protected Entry(long high, long low, long stamp) {
      this.high = high;
      this.low = low;
      this.stamp = stamp;
    }

    /** The stamp from before it was read. */
    public final long stamp() {
      return stamp;
    }

    /** The lower half of its name, by which its stamps are found. */
    protected final long low() {
      return low;
    }

    /** Whether all that it says is that there is nothing. */
    protected abstract boolean isNothing();

    private boolean has(long wantedHigh, long wantedLow) {
      return low == wantedLow && high == wantedHigh;
    }
  }

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final int mostSlots;
  private volatile AtomicReferenceArray<E> slots = new AtomicReferenceArray<>(FIRST_SLOTS);
  private int taken;

  /** A table of at most so many entries: of the largest power of two that is not more, and of {@value #FIRST_SLOTS} at least. */
  public LiveTable(int mostEntries) {
    this.mostSlots = Math.max(FIRST_SLOTS, Integer.highestOneBit(mostEntries));
  }

  /** What was put under this name, if it has this stamp. */
  public Optional<E> find(long high, long low, long stamp) {
    AtomicReferenceArray<E> now = slots;
    int home = home(high, low);
    for (int i = 0; i < WINDOW; i++) {
      E entry = now.getAcquire(home + i & now.length() - 1);
      if (entry == null) {
        return Optional.empty();
      }
      Entry named = entry;
      if (named.has(high, low)) {
        return named.stamp == stamp ? Optional.of(entry) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Puts an entry in, in the place of what has its name. */
  public synchronized void put(E entry) {
    if (taken >= slots.length() / 2 && slots.length() < mostSlots) {
      grow();
    }
    AtomicReferenceArray<E> now = slots;
    int slot = slotFor(now, entry);
    if (now.getPlain(slot) == null) {
      taken++;
    }
    now.setRelease(slot, entry);
  }

  private void grow() {
    AtomicReferenceArray<E> before = slots;
    AtomicReferenceArray<E> after = new AtomicReferenceArray<>(before.length() * 2);
    taken = 0;
    for (int i = 0; i < before.length(); i++) {
      E entry = before.getPlain(i);
      if (entry != null) {
        int slot = slotFor(after, entry);
        taken += after.getPlain(slot) == null ? 1 : 0;
        after.setPlain(slot, entry);
      }
    }
    slots = after;
  }

  /** The slot of its name; else the first that is free; else that of another. */
  private int slotFor(AtomicReferenceArray<E> now, Entry entry) {
    int home = home(entry.high, entry.low);
    for (int i = 0; i < WINDOW; i++) {
      int slot = home + i & now.length() - 1;
      Entry there = now.getPlain(slot);
      if (there == null || there.has(entry.high, entry.low)) {
        return slot;
      }
    }
    return victim(now, home);
  }

  /** One of a window that is full, by chance, and rather one that says that there is nothing. */
  private int victim(AtomicReferenceArray<E> now, int home) {
    int first = ThreadLocalRandom.current().nextInt(WINDOW);
    for (int i = 0; i < WINDOW; i++) {
      int slot = home + (first + i) % WINDOW & now.length() - 1;
      if (now.getPlain(slot).isNothing()) {
        return slot;
      }
    }
    return home + first & now.length() - 1;
  }

  private int home(long high, long low) {
    long mixed = (high ^ seed) * MIXER;
    mixed = (mixed ^ mixed >>> 32 ^ low) * MIXER;
    return (int) (mixed ^ mixed >>> 32);
  }
}
