package dev.postroom.store.h2;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Keeps the database from ever meeting a full disk: what is left is looked at, at most every few milliseconds, before writing. */
final class DiskReserve {
  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(50);

  private final FileStore disk;
  private final long reserve;
  private volatile Look last;

  private record Look(long at, boolean isShort) {}

  DiskReserve(Path folder, long reserve) throws IOException {
    this.disk = Files.getFileStore(folder);
    this.reserve = reserve;
    this.last = look();
  }

  boolean isShort() {
    Look known = last;
    if (System.nanoTime() - known.at() > FRESH) {
      known = look();
      last = known;
    }
    return known.isShort();
  }

  String reason() {
    return "disk nearly full: less than " + (reserve >> 20) + " MiB left";
  }

  private Look look() {
    try {
      return new Look(System.nanoTime(), disk.getUsableSpace() < reserve);
    } catch (IOException unknown) {
      return new Look(System.nanoTime(), true);
    }
  }
}
