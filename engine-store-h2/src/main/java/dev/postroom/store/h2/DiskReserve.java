package dev.postroom.store.h2;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the database from ever meeting a full disk: what is left is looked at, at most every 50 ms, before writing.
 *
 * <p>
 * There are two marks. Below the upper one no content is taken, and so no message. What is left between them is for the changes that
 * must not wait for room: revoking a key, suspending, deleting, erasing. They take room too, for the database writes what it changes
 * anew before it lets go of the old. Below the lower mark nothing is written.
 */
final class DiskReserve {
  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long UNKNOWN = -1;

  private final FileStore disk;
  private final long forContents;
  private final long forAll;
  private volatile Look last;

  private record Look(long at, long free) {}

  /** Marks in octets; the upper one is never below the lower. */
  DiskReserve(Path folder, long forContents, long forAll) throws IOException {
    this.disk = Files.getFileStore(folder);
    this.forContents = Math.max(forContents, forAll);
    this.forAll = forAll;
    this.last = look();
  }

  /** Whether there is room for contents. */
  boolean takesContents() {
    return free() >= forContents;
  }

  /** Whether there is room for any change. */
  boolean takesChanges() {
    return free() >= forAll;
  }

  /** What lies above twice the lower mark: enough is left for the changes that go on meanwhile. */
  long roomToMove() {
    return free() - 2 * Math.min(forAll, Long.MAX_VALUE / 2);
  }

  String reasonForContents() {
    return reason(forContents);
  }

  String reasonForChanges() {
    return reason(forAll);
  }

  private static String reason(long reserve) {
    return "disk nearly full: less than " + (reserve >> 20) + " MiB left";
  }

  private long free() {
    Look known = last;
    if (System.nanoTime() - known.at() > FRESH) {
      known = look();
      last = known;
    }
    return known.free();
  }

  private Look look() {
    try {
      return new Look(System.nanoTime(), disk.getUsableSpace());
    } catch (IOException unknown) {
      return new Look(System.nanoTime(), UNKNOWN);
    }
  }
}
