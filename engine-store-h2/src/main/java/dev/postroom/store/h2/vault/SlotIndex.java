package dev.postroom.store.h2.vault;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which slots may hold an owner's secrets, in two arrays of numbers: of each slot its number and 32 bits of the hash of its owner.
 * Owners of the same bits are told apart by reading their slots. Open addressing with linear probing; a removal moves back what
 * follows, so there are no marks of the dead.
 */
final class SlotIndex {
  private static final int EMPTY = -1;

  private int[] tags = new int[64];
  private int[] slots = emptied(64);
  private int count;

  private static int[] emptied(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  void add(int tag, int slot) {
    if ((count + 1) * 4L > tags.length * 3L) {
      grow();
    }
    int at = freePlace(tag);
    tags[at] = tag;
    slots[at] = slot;
    count++;
  }

  private int freePlace(int tag) {
    int at = home(tag);
    while (slots[at] != EMPTY) {
      at = next(at);
    }
    return at;
  }

  void remove(int tag, int slot) {
    int at = home(tag);
    while (slots[at] != slot) {
      if (slots[at] == EMPTY) {
        return;
      }
      at = next(at);
    }
    count--;
    closeGap(at);
  }

  private void closeGap(int gap) {
    int hole = gap;
    for (int at = next(gap); slots[at] != EMPTY; at = next(at)) {
      int fromHome = (at - home(tags[at])) & (tags.length - 1);
      int fromHole = (at - hole) & (tags.length - 1);
      if (fromHome >= fromHole) {
        tags[hole] = tags[at];
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = EMPTY;
  }

  /** Hands out every slot of this tag. */
  void find(int tag, IntConsumer found) {
    for (int at = home(tag); slots[at] != EMPTY; at = next(at)) {
      if (tags[at] == tag) {
        found.accept(slots[at]);
      }
    }
  }

  /** How much memory the numbers take. */
  long octets() {
    return (long) Integer.BYTES * (tags.length + slots.length);
  }

  private int home(int tag) {
    return tag & (tags.length - 1);
  }

  private int next(int at) {
    return (at + 1) & (tags.length - 1);
  }

  private void grow() {
    int[] oldTags = tags;
    int[] oldSlots = slots;
    tags = new int[2 * oldTags.length];
    slots = emptied(2 * oldSlots.length);
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldSlots[i] != EMPTY) {
        int at = freePlace(oldTags[i]);
        tags[at] = oldTags[i];
        slots[at] = oldSlots[i];
      }
    }
  }
}
