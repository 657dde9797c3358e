package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the machine.
 *
 * @param names
 *          of the channels that open a folder the one that no interrupt closes; none where a system has no such thing
 */
record RealFolder(@Nullable AsynchronousFileChannel names) implements DiskFolder {

  static RealFolder of(Path directory) throws IOException {
    return new RealFolder(AsynchronousFileChannel.open(directory, StandardOpenOption.READ));
  }

  @Override
  public void sync() throws IOException {
    if (names != null) {
      names.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    if (names != null) {
      names.close();
    }
  }
}
