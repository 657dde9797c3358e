package dev.postroom.store.h2.segment;

import dev.postroom.store.h2.file.FileCopy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps segments from being deleted from its beginning to its close, so that all can be copied that a row of that time points at. */
public final class SegmentCopy implements Closeable {
  private final SegmentFiles files;

  SegmentCopy(SegmentFiles files) {
    this.files = files;
  }

  /** Copies all segments into a folder, each as long as it is now. */
  public void copy(Path target, FileCopy copying) throws IOException {
    for (Path file : files.all()) {
      copying.copy(file, target.resolve(file.getFileName()));
    }
  }

  /** Lets go of the segments: what was to be deleted meanwhile is deleted now. */
  @Override
  public void close() {
    files.letGo();
  }
}
