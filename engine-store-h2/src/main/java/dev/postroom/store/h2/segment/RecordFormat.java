package dev.postroom.store.h2.segment;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.id.TypedId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The octets around a content: a header that says whose it is and how long, with a checksum of its own, and a checksum of the
 * content behind it. The content itself is sealed, so the checksum only tells damage of the disk from tampering.
 */
final class RecordFormat {
  static final int HEADER = 84;
  static final int TRAILER = 4;
  /** A shared segment begins with this, so that no record of one lies at the offset 0. */
  static final int SEGMENT_HEADER = 16;
  private static final int SEGMENT_MAGIC = 0x50525347;
  private static final int MAGIC = 0x50525245;
  private static final int FORMAT = 1;
  private static final int CHECKSUM_AT = HEADER - Integer.BYTES;

  private RecordFormat() {}

  static byte[] segmentHeader() {
    byte[] octets = new byte[SEGMENT_HEADER];
    ByteBuffer.wrap(octets).putInt(SEGMENT_MAGIC).putInt(FORMAT);
    return octets;
  }

  /** Writes the header into the first octets of an array. */
  static void writeHeader(byte[] target, Scope.OfMailbox mailbox, MessageId message, long length) {
    ByteBuffer header = ByteBuffer.wrap(target, 0, HEADER).putInt(MAGIC).putInt(FORMAT);
    put(header, mailbox.tenant());
    put(header, mailbox.workspace());
    put(header, mailbox.mailbox());
    put(header, message);
    header.putLong(length);
    header.putInt(CHECKSUM_AT, checksum(target, CHECKSUM_AT));
  }

  private static void put(ByteBuffer header, TypedId id) {
    header.putLong(id.value().getMostSignificantBits()).putLong(id.value().getLeastSignificantBits());
  }

  /** Whether the octets are exactly the header of this content. */
  static boolean isHeaderOf(byte[] octets, Scope.OfMailbox mailbox, MessageId message, long length) {
    byte[] expected = new byte[HEADER];
    writeHeader(expected, mailbox, message, length);
    return Arrays.equals(expected, octets);
  }

  private static int checksum(byte[] octets, int length) {
    CRC32C crc = new CRC32C();
    crc.update(octets, 0, length);
    return (int) crc.getValue();
  }
}
