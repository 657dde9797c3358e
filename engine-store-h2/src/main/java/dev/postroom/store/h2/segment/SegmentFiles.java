package dev.postroom.store.h2.segment;

import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.DiskFolder;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** The names of segment files: shared ones hold many contents, single ones a large content each. */
final class SegmentFiles implements Closeable {
  private static final Logger LOG = System.getLogger(SegmentFiles.class.getPackageName());
  private static final String SHARED = "-shared.segment";
  private static final String SINGLE = "-single.segment";
  private static final String SUFFIX = ".segment";
  private static final int DIGITS = 16;

  private final Disk disk;
  private final Path folder;
  private final long firstFree;
  private final DiskFolder names;
  private final Set<Long> deleted = ConcurrentHashMap.newKeySet();
  private final LinkedHashSet<Path> putOff = new LinkedHashSet<>();
  private int copies;

  private SegmentFiles(Disk disk, Path folder, long firstFree, DiskFolder names) {
    this.disk = disk;
    this.folder = folder;
    this.firstFree = firstFree;
    this.names = names;
  }

  /** Opens a folder, and makes it when it is absent. */
  static SegmentFiles open(Disk disk, Path folder) throws IOException {
    if (!disk.isDirectory(folder)) {
      disk.createDirectories(folder);
      disk.syncDirectory(folder.resolveSibling(".").normalize());
    }
    long firstFree = Math.max(numbers(disk, folder, SHARED).max().orElse(0),
        numbers(disk, folder, SINGLE).max().orElse(0)) + 1;
    return new SegmentFiles(disk, folder, firstFree, disk.openFolder(folder));
  }

  /** The first number that no file had when the folder was opened. */
  long firstFree() {
    return firstFree;
  }

  private static LongStream numbers(Disk disk, Path folder, String suffix) throws IOException {
    List<Path> files = disk.list(folder);
    return files.stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> name.endsWith(suffix))
        .map(SegmentFiles::numberOf)
        .flatMapToLong(OptionalLong::stream);
  }

  private static OptionalLong numberOf(String name) {
    String digits = name.substring(0, name.indexOf('-'));
    boolean ours = digits.length() == DIGITS && digits.chars().allMatch(HexFormat::isHexDigit);
    return ours ? OptionalLong.of(HexFormat.fromHexDigitsToLong(digits)) : OptionalLong.empty();
  }

  LongStream singles() throws IOException {
    return numbers(disk, folder, SINGLE);
  }

  /** The lengths of the shared segments that stay. None of them goes while they are listed. */
  synchronized Map<Long, Long> lengthsOfShared() throws IOException {
    Map<Long, Long> lengths = new HashMap<>();
    for (long number : numbers(disk, folder, SHARED).toArray()) {
      Path file = path(number, SHARED);
      if (!putOff.contains(file)) {
        lengths.put(number, disk.size(file));
      }
    }
    return lengths;
  }

  void deleteShared(long number) throws IOException {
    deleted.add(number);
    delete(path(number, SHARED));
  }

  boolean isDeleted(long shared) {
    return deleted.contains(shared);
  }

  private Path path(long number, String suffix) {
    return folder.resolve(HexFormat.of().toHexDigits(number) + suffix);
  }

  DiskFile createShared(long number) throws IOException {
    return disk.open(path(number, SHARED));
  }

  DiskFile createSingle(long number) throws IOException {
    return disk.open(path(number, SINGLE));
  }

  boolean exists(long number, long offset) {
    return disk.exists(pathOf(number, offset));
  }

  DiskFile open(long number, long offset) throws IOException {
    return disk.openToRead(pathOf(number, offset));
  }

  private Path pathOf(long number, long offset) {
    return path(number, offset == 0 ? SINGLE : SHARED);
  }

  void deleteSingle(long number) throws IOException {
    delete(path(number, SINGLE));
  }

  /** Nobody reads what is deleted; so while files are copied it may stay, until all copies are made. */
  private synchronized void delete(Path file) throws IOException {
    if (copies > 0) {
      putOff.add(file);
    } else {
      disk.delete(file);
    }
  }

  /** Keeps all files until the copy is closed. */
  synchronized SegmentCopy copy() {
    copies++;
    return new SegmentCopy(this);
  }

  /** Deletes one after the other what was put off, so that nobody who deletes meanwhile waits for all of it. */
  void letGo() {
    endCopy();
    boolean some = true;
    while (some) {
      some = deletePutOff();
    }
  }

  private synchronized void endCopy() {
    copies--;
  }

  /** One that cannot be deleted even now is listed again, or swept by the next opening. False when there is nothing to delete. */
  private synchronized boolean deletePutOff() {
    if (copies > 0 || putOff.isEmpty()) {
      return false;
    }
    Path file = putOff.removeFirst();
    try {
      disk.delete(file);
    } catch (IOException stays) {
      LOG.log(Level.WARNING, "a deleted content stays on the disk for now", stays);
    }
    return true;
  }

  /** All segments that there are now. */
  List<Path> all() throws IOException {
    return disk.list(folder).stream().filter(file -> String.valueOf(file.getFileName()).endsWith(SUFFIX)).toList();
  }

  void syncNames() throws IOException {
    names.sync();
  }

  @Override
  public void close() throws IOException {
    names.close();
  }
}
