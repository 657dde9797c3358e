package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;

/** How the database lies on a disk, known to H2 under a scheme for as long as the same one is not given to another disk. */
public enum DatabaseFiles {
  /** As in every store. */
  USUAL {
    @Override
    DiskFile open(Disk disk, Path path) throws IOException {
      return StoreFilePath.atomic(disk, path);
    }
  },
  /** The same with little memory and a short journal, so that much is spilled, and the journal often begun anew. */
  TIGHT {
    @Override
    DiskFile open(Disk disk, Path path) throws IOException {
      return new DatabaseFile(JournaledFile.open(disk, path, new JournaledFile.Limits(20, 200_000)));
    }
  },
  /** As with a write delay: who forces is answered at once, and is forced with whoever comes half a second later. */
  DELAYED {
    @Override
    DiskFile open(Disk disk, Path path) throws IOException {
      return new SeldomForced(StoreFilePath.atomic(disk, path));
    }
  },
  /** As H2 has it by itself: what is written goes to the disk at once, and may be torn there. */
  PLAIN {
    @Override
    DiskFile open(Disk disk, Path path) throws IOException {
      return disk.open(path);
    }
  };

  abstract DiskFile open(Disk disk, Path path) throws IOException;

  /** Makes the disk known, and answers the scheme. */
  public String over(Disk disk, String scheme) {
    StoreFilePath.register(scheme, disk, this::open);
    return scheme;
  }
}
