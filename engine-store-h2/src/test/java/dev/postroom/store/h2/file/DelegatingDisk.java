package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another disk, of which some calls are done otherwise. */
public abstract class DelegatingDisk implements Disk {
  private final Disk disk;

  protected DelegatingDisk(Disk disk) {
    this.disk = disk;
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    return disk.open(path);
  }

  @Override
  public DiskFile openToRead(Path path) throws IOException {
    return disk.openToRead(path);
  }

  @Override
  public boolean exists(Path path) {
    return disk.exists(path);
  }

  @Override
  public boolean isDirectory(Path path) {
    return disk.isDirectory(path);
  }

  @Override
  public long size(Path path) throws IOException {
    return disk.size(path);
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    disk.move(from, to);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return disk.list(directory);
  }

  @Override
  public void createDirectories(Path directory) throws IOException {
    disk.createDirectories(directory);
  }

  @Override
  public DiskFolder openFolder(Path directory) throws IOException {
    return disk.openFolder(directory);
  }
}
