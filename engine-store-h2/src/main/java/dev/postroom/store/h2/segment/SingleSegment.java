package dev.postroom.store.h2.segment;

import dev.postroom.store.h2.file.DiskFile;
import java.io.IOException;

/** A file for one large content, written front to back and its header last. Its failures are those of the store. */
final class SingleSegment {
  private final SegmentStore store;
  private final long number;
  private final DiskFile file;
  private long end = RecordFormat.HEADER;

  SingleSegment(SegmentStore store, long number, DiskFile file) {
    this.store = store;
    this.number = number;
    this.file = file;
  }

  long number() {
    return number;
  }

  void append(byte[] octets, int offset, int count) {
    try {
      file.write(end, octets, offset, count);
      end += count;
    } catch (IOException failed) {
      throw store.fail(failed);
    }
  }

  /** Writes the header and forces all, so that no group of small contents waits for this one. */
  void finish(byte[] header) {
    try {
      file.write(0, header, 0, header.length);
      file.sync();
    } catch (IOException failed) {
      throw store.fail(failed);
    }
  }

  void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw store.fail(failed);
    }
  }
}
