package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the store needs of a file system, and no more, so that tests can cut the power of it. Names and sizes are as safe from a
 * power cut as {@link DiskFile#sync()} and {@link DiskFolder#sync()} made them.
 */
public interface Disk {

  /** Opens a file to read and write; makes it, for its owner only, when it is absent. */
  DiskFile open(Path path) throws IOException;

  /** Opens a file that exists, to read. A later delete does not disturb the reader. */
  DiskFile openToRead(Path path) throws IOException;

  /** Whether there is a file or folder of this name. */
  boolean exists(Path path);

  /** Whether there is a folder of this name. */
  boolean isDirectory(Path path);

  /** The size of a file in octets. */
  long size(Path path) throws IOException;

  /** Deletes a file or an empty folder; does nothing when there is none. */
  void delete(Path path) throws IOException;

  /** Gives a file another name in one step; a file that had that name is gone. */
  void move(Path from, Path to) throws IOException;

  /** The files and folders in a folder, sorted by name. */
  List<Path> list(Path directory) throws IOException;

  /** Makes a folder and those above it, for its owner only, all safe from a power cut; does nothing when there is one. */
  void createDirectories(Path directory) throws IOException;

  /** Opens a folder that exists. */
  DiskFolder openFolder(Path directory) throws IOException;

  /** Makes the names in a folder safe from a power cut. */
  default void syncDirectory(Path directory) throws IOException {
    try (DiskFolder folder = openFolder(directory)) {
      folder.sync();
    }
  }
}
