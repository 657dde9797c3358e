package dev.postroom.store.h2.file;

import java.io.Closeable;
import java.io.IOException;

/** An open folder of a {@link Disk}: what makes its names safe is there, also when the system gives out no more descriptors. */
public interface DiskFolder extends Closeable {

  /** Makes the names in it safe from a power cut. */
  void sync() throws IOException;
}
