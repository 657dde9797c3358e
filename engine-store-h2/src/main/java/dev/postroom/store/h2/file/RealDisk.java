package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The file system of this machine. */
public final class RealDisk implements Disk {
  private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  @Override
  public DiskFile open(Path path) throws IOException {
    create(path);
    return RealFile.readWrite(path);
  }

  @Override
  public DiskFile openToRead(Path path) throws IOException {
    return RealFile.readOnly(path);
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public boolean isDirectory(Path path) {
    return Files.isDirectory(path);
  }

  @Override
  public long size(Path path) throws IOException {
    return Files.size(path);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent == null || Files.isDirectory(directory)) {
      return;
    }
    createDirectories(parent);
    Files.createDirectories(directory, ownerOnly("rwx------"));
    syncDirectory(parent);
  }

  @Override
  public DiskFolder openFolder(Path directory) throws IOException {
    return POSIX ? RealFolder.of(directory) : new RealFolder(null);
  }

  /** Makes an empty file for its owner only, and leaves alone one that exists. */
  static void create(Path path) throws IOException {
    if (Files.exists(path)) {
      return;
    }
    try {
      Files.createFile(path, ownerOnly("rw-------"));
    } catch (FileAlreadyExistsException another) {
      // Another thread made it first: that one is opened.
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    return POSIX
        ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
        : new FileAttribute<?>[0];
  }
}
