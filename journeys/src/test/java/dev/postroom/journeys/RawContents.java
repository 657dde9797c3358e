package dev.postroom.journeys;

import dev.postroom.access.Scope;
import dev.postroom.id.TypedId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The segment files of a store, past the store. Checksums can be made to fit again, for they keep nobody out: whoever can write to the
 * file can reckon.
 */
final class RawContents {
  static final int HEADER = 84;
  private static final int IDS_AT = 8;

  /** Where a content lies, as its row says. */
  record Extent(long segment, long offset, long length) {
    /** Octets with what is around them. */
    int size() {
      return Math.toIntExact(HEADER + length + Integer.BYTES);
    }
  }

  private final Path folder;

  RawContents(Path store) {
    this.folder = store.resolve("segments");
  }

  byte[] read(Extent extent) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(extent.size());
    try (FileChannel file = FileChannel.open(path(extent), StandardOpenOption.READ)) {
      long at = extent.offset();
      while (octets.hasRemaining() && file.read(octets, at + octets.position()) >= 0) {
        // On to the end.
      }
    }
    return octets.array();
  }

  void write(Extent extent, byte[] octets) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(octets);
    try (FileChannel file = FileChannel.open(path(extent), StandardOpenOption.WRITE)) {
      while (all.hasRemaining()) {
        file.write(all, extent.offset() + all.position());
      }
    }
  }

  private Path path(Extent extent) {
    return folder.resolve(
        HexFormat.of().toHexDigits(extent.segment()) + (extent.offset() == 0 ? "-single.segment" : "-shared.segment"));
  }

  /** The same record as one of another mailbox. */
  static byte[] placed(byte[] record, Scope.OfMailbox place) {
    byte[] other = record.clone();
    ByteBuffer ids = ByteBuffer.wrap(other, IDS_AT, 3 * 2 * Long.BYTES);
    for (TypedId id : List.of(place.tenant(), place.workspace(), place.mailbox())) {
      ids.putLong(id.value().getMostSignificantBits()).putLong(id.value().getLeastSignificantBits());
    }
    return other;
  }

  /** Makes both checksums fit what is there. */
  static byte[] checked(byte[] record) {
    byte[] fitting = record.clone();
    ByteBuffer.wrap(fitting).putInt(HEADER - Integer.BYTES, checksum(fitting, 0, HEADER - Integer.BYTES));
    int end = fitting.length - Integer.BYTES;
    ByteBuffer.wrap(fitting).putInt(end, checksum(fitting, HEADER, end));
    return fitting;
  }

  private static int checksum(byte[] octets, int from, int to) {
    CRC32C checksum = new CRC32C();
    checksum.update(Arrays.copyOfRange(octets, from, to));
    return (int) checksum.getValue();
  }
}
