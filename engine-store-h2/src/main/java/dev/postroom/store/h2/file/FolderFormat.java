package dev.postroom.store.h2.file;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The file that says of which format a folder is. It appears whole or not at all. */
public final class FolderFormat {
  private static final String NAME = "format";
  private static final String UNFINISHED = "format.new";
  private static final String TEXT = "postroom-store 1";
  private static final int LONGEST = 64;
  private static final Set<String> BEFORE_FORMAT = Set.of("lock", UNFINISHED);

  private final Disk disk;
  private final Path folder;
  private final Path path;

  public FolderFormat(Disk disk, Path folder) {
    this.disk = disk;
    this.folder = folder;
    this.path = folder.resolve(NAME);
  }

  /** Whether it is there and says this format. Changes nothing. */
  public boolean isThere() throws IOException {
    return disk.exists(path) && read().equals(TEXT);
  }

  /** Refuses a folder that is of another format, or of none and not empty. Changes nothing. */
  void check() throws IOException {
    if (disk.exists(path)) {
      String found = read();
      if (!found.equals(TEXT)) {
        throw new StoreException(FailureReason.STORE_VERSION, "format: another one (expected: " + TEXT + ")");
      }
    } else if (disk.exists(folder) && !isNew()) {
      throw new StoreException(FailureReason.STORE_VERSION, "format: none in a folder that is not empty");
    }
  }

  private boolean isNew() throws IOException {
    List<Path> files = disk.list(folder);
    return files.stream().allMatch(file -> BEFORE_FORMAT.contains(String.valueOf(file.getFileName())));
  }

  private String read() throws IOException {
    try (DiskFile file = disk.openToRead(path)) {
      byte[] octets = new byte[LONGEST];
      int count = file.read(0, octets, 0, LONGEST);
      return new String(octets, 0, count, StandardCharsets.US_ASCII).strip();
    }
  }

  /** Writes it when there is none. */
  public void write() throws IOException {
    if (disk.exists(path)) {
      return;
    }
    Path unfinished = folder.resolve(UNFINISHED);
    byte[] text = (TEXT + "\n").getBytes(StandardCharsets.US_ASCII);
    try (DiskFile file = disk.open(unfinished)) {
      file.resize(0);
      file.write(0, text, 0, text.length);
      file.sync();
    }
    disk.move(unfinished, path);
    disk.syncDirectory(folder);
  }
}
