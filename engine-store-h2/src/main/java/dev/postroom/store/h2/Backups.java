package dev.postroom.store.h2;

import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.FileCopy;
import dev.postroom.store.h2.file.FileSnapshot;
import dev.postroom.store.h2.file.FolderFormat;
import dev.postroom.store.h2.segment.SegmentCopy;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Copies a store while it runs.
 *
 * <h2>How is this designed, and why?</h2>
 * The rows are what the others are for, so their copy is of one moment, which is one at which a power cut could have been: the file
 * layer copies a page before it is overwritten. The database is forced just before, so that the copy needs no redo log. What the rows
 * point at was forced before them and is never changed, so it is enough that no segment is deleted from before that moment until all
 * are copied. A secret is in the vault before the row that needs it, so the vault is copied after the rows; what it has lost by then
 * was erased, and opens nothing. The format is written last: a copy without one is not finished, and no store.
 */
final class Backups {
  static final String TOMBSTONES = "tombstones";

  private final Disk disk;
  private final OpenFolder folder;
  private final RunningDatabase database;
  private final LongWork copying;

  Backups(OpenFolder folder, RunningDatabase database, LongWork copying) {
    this.copying = copying;
    this.disk = folder.ground().disk();
    this.folder = folder;
    this.database = database;
  }

  void make(Path target) {
    copying.run(() -> {
      try {
        requireEmpty(disk, target);
        copy(target);
        return target;
      } catch (IOException failed) {
        throw new StoreException(FailureReason.STORE_UNAVAILABLE, "backup: cannot be made", failed);
      }
    });
  }

  static void requireEmpty(Disk disk, Path target) throws IOException {
    if (disk.exists(target) && !(disk.isDirectory(target) && disk.list(target).isEmpty())) {
      throw new InvalidInputException("folder: not empty (expected: an empty folder, or none)");
    }
  }

  private void copy(Path target) throws IOException {
    FileCopy files = new FileCopy(disk, copying::requireOpen);
    Path segments = target.resolve(OpenFolder.SEGMENTS);
    disk.createDirectories(segments);
    try (SegmentCopy contents = folder.segments().copy()) {
      copyRows(files, target);
      contents.copy(segments, files);
    }
    try (DiskFile vault = disk.open(target.resolve(OpenFolder.VAULT))) {
      folder.copyVault(files, vault);
    }
    tombstones().write(disk, target.resolve(TOMBSTONES));
    disk.syncDirectory(segments);
    disk.syncDirectory(target);
    new FolderFormat(disk, target).write();
  }

  private void copyRows(FileCopy files, Path target) throws IOException {
    database.forceRows();
    try (DiskFile rows = disk.open(target.resolve(Database.FILE));
        FileSnapshot moment = Database.snapshot(folder.ground(), rows)) {
      files.copy(moment, rows);
    }
  }

  Tombstones tombstones() {
    return database.read(transaction -> new TombstoneRows(H2Transaction.unitOf(transaction)).all());
  }
}
