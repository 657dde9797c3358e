package dev.postroom.store.h2.vault;

import java.util.Arrays;

/** The slots that may be written: those that were freed first come last, and new ones at the end of the file when none is left. */
final class FreeSlots {
  private int[] freed = new int[16];
  private int count;
  private int end;

  void free(int slot) {
    if (count == freed.length) {
      freed = Arrays.copyOf(freed, 2 * count);
    }
    freed[count++] = slot;
  }

  int take() {
    return count > 0 ? freed[--count] : end++;
  }

  void startAt(int slots) {
    end = slots;
  }
}
