package dev.postroom.store.h2;

import dev.postroom.store.h2.file.Disk;
import dev.postroom.store.h2.file.RealDisk;
import dev.postroom.store.h2.file.StoreFilePath;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What all files of a store stand on: a folder of a disk, which is that of this machine unless a test cuts the power of another.
 *
 * @param disk
 *          the disk
 * @param scheme
 *          under which H2 finds the same disk
 * @param folder
 *          the folder of the store
 */
record Ground(Disk disk, String scheme, Path folder) {

  static Ground at(Path folder) {
    StoreFilePath.register();
    return new Ground(new RealDisk(), StoreFilePath.SCHEME, folder);
  }

  /** The same folder by its own name. */
  Ground real() throws IOException {
    return new Ground(disk, scheme, folder.toRealPath());
  }

  Path path(String name) {
    return folder.resolve(name);
  }
}
