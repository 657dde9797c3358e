package dev.postroom.store.h2.file;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a file between two forces, by pages: those in memory, those that were spilled to the journal for want of room,
 * and how much of the file below is still to be seen.
 */
final class Overlay {
  static final int PAGE = 4096;

  private final Map<Long, byte[]> pages = new HashMap<>();
  private final Map<Long, Long> spilled = new HashMap<>();
  private final long sizeBefore;
  private long size;
  private long visibleBelow = Long.MAX_VALUE;
  private long cutSinceSpill = Long.MAX_VALUE;
  private boolean hasSpilled;

  Overlay(long size) {
    this.sizeBefore = size;
    this.size = size;
  }

  static long pageOf(long position) {
    return position / PAGE;
  }

  long size() {
    return size;
  }

  /** From this page on the file below is not to be seen; what is not in the overlay reads as zeros there. */
  long visibleBelow() {
    return visibleBelow;
  }

  /** The page from which on everything was cut off since the last spill. */
  long cutSinceSpill() {
    return cutSinceSpill;
  }

  boolean isClean() {
    return size == sizeBefore && pages.isEmpty() && !hasSpilled && visibleBelow == Long.MAX_VALUE;
  }

  Map<Long, byte[]> pages() {
    return pages;
  }

  /** Whether the journal holds batches of this overlay; they count even when all their pages were cut off since. */
  boolean hasSpilled() {
    return hasSpilled;
  }

  boolean holds(long page) {
    return pages.containsKey(page) || spilled.containsKey(page);
  }

  byte @Nullable [] page(long page) {
    return pages.get(page);
  }

  @Nullable
  Long spilledAt(long page) {
    return spilled.get(page);
  }

  NavigableSet<Long> changed() {
    NavigableSet<Long> changed = new TreeSet<>(spilled.keySet());
    changed.addAll(pages.keySet());
    return changed;
  }

  void put(long page, byte[] content) {
    pages.put(page, content);
    spilled.remove(page);
  }

  void lengthenTo(long end) {
    size = Math.max(size, end);
  }

  /** Forgets all from an octet on. The page that it lies in must have been put before, with zeros in its tail. */
  void cut(long end) {
    size = end;
    long firstGone = (end + PAGE - 1) / PAGE;
    pages.keySet().removeIf(page -> page >= firstGone);
    spilled.keySet().removeIf(page -> page >= firstGone);
    visibleBelow = Math.min(visibleBelow, firstGone);
    cutSinceSpill = Math.min(cutSinceSpill, firstGone);
  }

  /** What the journal tells on recovery: cuts first, then puts pages that lie there. */
  void replay(long cut, long newSize, Map<Long, Long> pagesInJournal) {
    spilled.keySet().removeIf(page -> page >= cut);
    visibleBelow = Math.min(visibleBelow, cut);
    spilled.putAll(pagesInJournal);
    size = newSize;
  }

  void spilledTo(Map<Long, Long> positions) {
    spilled.putAll(positions);
    hasSpilled = true;
    pages.clear();
    cutSinceSpill = Long.MAX_VALUE;
  }

  static byte[] zeroTail(byte[] page, int from) {
    byte[] copy = page.clone();
    Arrays.fill(copy, from, PAGE, (byte) 0);
    return copy;
  }
}
