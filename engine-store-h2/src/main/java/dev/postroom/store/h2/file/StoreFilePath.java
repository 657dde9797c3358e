package dev.postroom.store.h2.file;

import dev.postroom.store.h2.file.StoreFileChannel.Mode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.message.DbException;
import org.h2.store.fs.FilePath;

/**
 * The file system that H2 sees under a scheme of its own: database files are {@link JournaledFile}s, all others (what does not
 * fit into memory) are plain, and none leaves the folder of the database. {@code jdbc:h2:postroom:/folder/mail} opens one.
 */
public final class StoreFilePath extends FilePath {
  /** The scheme of the file system of this machine. */
  public static final String SCHEME = "postroom";
  private static final String DATABASE = ".mv.db";

  /** Opens a database file. */
  @FunctionalInterface
  interface DatabaseFiles {
    DiskFile open(Disk disk, Path path) throws IOException;
  }

  /** What the paths of one scheme share. */
  private record FileSystem(String scheme, Disk disk, DatabaseFiles databases, Map<Path, Optional<DiskFile>> opened) {
    static final FileSystem REAL =
        new FileSystem(SCHEME, new RealDisk(), StoreFilePath::atomic, new ConcurrentHashMap<>());
  }

  private final FileSystem files;

  private StoreFilePath(FileSystem files, Path path) {
    this.files = files;
    this.name = files.scheme() + ":" + path.toString().replace('\\', '/');
  }

  /** Makes the scheme known to H2. Doing it again changes nothing. */
  public static void register() {
    FilePath.register(new StoreFilePath(FileSystem.REAL, Path.of("/")));
  }

  /** Makes a scheme over another disk known to H2. */
  public static void register(String scheme, Disk disk) {
    register(scheme, disk, StoreFilePath::atomic);
  }

  static void register(String scheme, Disk disk, DatabaseFiles databases) {
    FileSystem files = new FileSystem(scheme, disk, databases, new ConcurrentHashMap<>());
    FilePath.register(new StoreFilePath(files, Path.of("/")));
  }

  static DiskFile atomic(Disk disk, Path path) throws IOException {
    return new DatabaseFile(JournaledFile.open(disk, path, JournaledFile.Limits.USUAL));
  }

  /**
   * Begins a copy of a database file that H2 has open, as an open would find it if the power were cut now.
   *
   * @throws IOException
   *           when it is not open
   */
  public static FileSnapshot snapshot(String scheme, Path database, DiskFile target) throws IOException {
    FileSystem files = ((StoreFilePath) FilePath.get(scheme + ":" + database)).files;
    Optional<DiskFile> opened =
        files.opened().getOrDefault(database.toAbsolutePath().normalize(), Optional.empty());
    if (opened.isPresent() && opened.get() instanceof DatabaseFile atomic) {
      return atomic.snapshot(target);
    }
    throw new IOException("the database file is not open");
  }

  /**
   * Whether nothing was ever forced to a database file: there is none, or a crash while it was made has left an empty one. H2 cannot
   * look at an empty one without writing to it.
   */
  public static boolean isUnmade(Disk disk, Path path) throws IOException {
    if (!disk.exists(path)) {
      return true;
    }
    if (disk.size(path) > 0) {
      return false;
    }
    try (JournaledFile recovered = JournaledFile.open(disk, path, JournaledFile.Limits.USUAL)) {
      return recovered.size() == 0;
    }
  }

  private Path path() {
    return Path.of(name.substring(files.scheme().length() + 1));
  }

  private StoreFilePath at(Path path) {
    return new StoreFilePath(files, path);
  }

  private boolean isDatabase() {
    return name.endsWith(DATABASE);
  }

  @Override
  public String getScheme() {
    return files.scheme();
  }

  @Override
  public FilePath getPath(String path) {
    String prefix = getScheme() + ":";
    return at(Path.of(path.startsWith(prefix) ? path.substring(prefix.length()) : path));
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    boolean reads = mode.equals("r");
    if (!isDatabase()) {
      DiskFile plain = reads ? files.disk().openToRead(path()) : files.disk().open(path());
      return new StoreFileChannel(plain, reads ? Mode.READ : Mode.READ_WRITE, () -> {
      });
    }
    Path path = path().toAbsolutePath().normalize();
    if (reads && !files.disk().exists(path)) {
      throw new FileNotFoundException("no database file");
    }
    if (files.opened().putIfAbsent(path, Optional.empty()) != null) {
      throw new IOException("the database file is open already");
    }
    try {
      DiskFile atomic = files.databases().open(files.disk(), path);
      files.opened().put(path, Optional.of(atomic));
      return new StoreFileChannel(atomic, reads ? Mode.READ : Mode.READ_WRITE, () -> files.opened().remove(path));
    } catch (IOException | RuntimeException | Error failed) {
      files.opened().remove(path);
      throw failed;
    }
  }

  /** None when there is no file: H2 asks before it writes its first trace. */
  @Override
  public long size() {
    return exists() ? answer(() -> files.disk().size(path())) : 0;
  }

  @Override
  public void moveTo(FilePath target, boolean atomicReplace) {
    act(() -> files.disk().move(path(), ((StoreFilePath) target).path()));
  }

  @Override
  public boolean createFile() {
    if (exists()) {
      return false;
    }
    act(() -> files.disk().open(path()).close());
    return true;
  }

  @Override
  public boolean exists() {
    return files.disk().exists(path());
  }

  @Override
  public void delete() {
    act(() -> files.disk().delete(path()));
    if (isDatabase()) {
      act(() -> files.disk().delete(JournaledFile.journalOf(path())));
    }
  }

  @Override
  public List<FilePath> newDirectoryStream() {
    return answer(() -> files.disk().list(path()).stream().<FilePath>map(this::at).toList());
  }

  @Override
  public FilePath toRealPath() {
    return at(path().toAbsolutePath().normalize());
  }

  @Override
  @SuppressWarnings("NullAway") // H2 has no annotations; the root has no parent, and null is what H2 then expects.
  public FilePath getParent() {
    Path parent = path().getParent();
    return parent == null ? null : at(parent);
  }

  @Override
  public boolean isDirectory() {
    return files.disk().isDirectory(path());
  }

  @Override
  public boolean isRegularFile() {
    return exists() && !isDirectory();
  }

  @Override
  public boolean isAbsolute() {
    return path().isAbsolute();
  }

  /** Unknown: H2 asks only for lock files, of which there are none. */
  @Override
  public long lastModified() {
    return 0;
  }

  @Override
  public boolean canWrite() {
    return true;
  }

  @Override
  public boolean setReadOnly() {
    return false;
  }

  @Override
  public void createDirectory() {
    act(() -> files.disk().createDirectories(path()));
  }

  private interface Question<T> {
    T ask() throws IOException;
  }

  private interface Act {
    void run() throws IOException;
  }

  private static <T> T answer(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException failed) {
      throw DbException.convertIOException(failed, "file");
    }
  }

  private static void act(Act act) {
    answer(() -> {
      act.run();
      return true;
    });
  }
}
