package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;

/** A disk all changes and openings of which pass a gate, where they may fail; and a force may be left out, as by a disk that lies. */
public final class GatedDisk extends DelegatingDisk {

  /** What is done to the disk. */
  public enum Change {
    /** Octets are written. */
    WRITE,
    /** They are written behind the end of a file, for which the disk may have no room left. */
    LENGTHEN,
    /** A file becomes shorter or longer. */
    TRUNCATE,
    /** A file or the names of a folder are made safe. */
    FORCE,
    /** A file is made, moved or deleted. */
    NAME,
    /** A file or folder is opened, for which the system may have no descriptor left. */
    OPEN,
    /** It is let go of. */
    CLOSE
  }

  /** What every change passes before it is done. */
  @FunctionalInterface
  public interface Gate {
    /** Throws to let the change fail; a force is left out when this is false. */
    boolean pass(Change change, Path path) throws IOException;
  }

  private final Gate gate;

  public GatedDisk(Disk disk, Gate gate) {
    super(disk);
    this.gate = gate;
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    if (!exists(path)) {
      gate.pass(Change.NAME, path);
    }
    gate.pass(Change.OPEN, path);
    return new GatedFile(super.open(path), path);
  }

  @Override
  public DiskFile openToRead(Path path) throws IOException {
    gate.pass(Change.OPEN, path);
    return new GatedFile(super.openToRead(path), path);
  }

  @Override
  public void delete(Path path) throws IOException {
    gate.pass(Change.NAME, path);
    super.delete(path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    gate.pass(Change.NAME, to);
    super.move(from, to);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    gate.pass(Change.NAME, directory);
    super.createDirectories(directory);
  }

  @Override
  public DiskFolder openFolder(Path directory) throws IOException {
    gate.pass(Change.OPEN, directory);
    return new GatedFolder(super.openFolder(directory), directory);
  }

  /** An open folder. */
  private final class GatedFolder implements DiskFolder {
    private final DiskFolder folder;
    private final Path path;

    GatedFolder(DiskFolder folder, Path path) {
      this.folder = folder;
      this.path = path;
    }

    @Override
    public void sync() throws IOException {
      if (gate.pass(Change.FORCE, path)) {
        folder.sync();
      }
    }

    @Override
    public void close() throws IOException {
      gate.pass(Change.CLOSE, path);
      folder.close();
    }
  }

  /** An open file. What a force should have made safe and did not is lost, as systems have it: another one does not make it good. */
  private final class GatedFile implements DiskFile {
    private final DiskFile file;
    private final Path path;
    private volatile boolean forceHasFailed;

    GatedFile(DiskFile file, Path path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      return file.read(position, target, offset, length);
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) throws IOException {
      gate.pass(Change.WRITE, path);
      if (position + length > file.size()) {
        gate.pass(Change.LENGTHEN, path);
      }
      file.write(position, source, offset, length);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void resize(long size) throws IOException {
      gate.pass(Change.TRUNCATE, path);
      file.resize(size);
    }

    @Override
    public void sync() throws IOException {
      try {
        if (gate.pass(Change.FORCE, path) && !forceHasFailed) {
          file.sync();
        }
      } catch (IOException failed) {
        forceHasFailed = true;
        throw failed;
      }
    }

    @Override
    public void close() throws IOException {
      gate.pass(Change.CLOSE, path);
      file.close();
    }
  }
}
