package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.nio.ByteBuffer;

/**
 * How everything sealed begins, in clear: the format version, the version of the mailbox's secret, and whether what follows is
 * sealed whole or in frames; for frames also their size and 16 random octets, so that frames of two contents do not mix. All of
 * it is bound into every seal that follows.
 */
final class SealedHeader {
  /** Octets of a frame before sealing, and the most that is sealed whole as a content. */
  static final int FRAME = 64 * 1024;
  /** Octets of the header of what is sealed whole. */
  static final int WHOLE_SIZE = 6;
  /** Octets that make the contents in frames tell each other apart. */
  static final int STREAM_ID_SIZE = 16;

  private static final int FRAMES_SIZE = WHOLE_SIZE + Integer.BYTES + STREAM_ID_SIZE;
  private static final byte FORMAT = 1;
  private static final byte WHOLE = 0;
  private static final byte FRAMES = 1;
  private static final int MODE_AT = 5;
  private static final int MIN_FRAME = 4 * 1024;
  private static final int MAX_FRAME = 1024 * 1024;

  private final byte[] bytes;

  private SealedHeader(byte[] bytes) {
    this.bytes = bytes;
  }

  static SealedHeader whole(int keyVersion) {
    return new SealedHeader(ByteBuffer.allocate(WHOLE_SIZE).put(FORMAT).putInt(keyVersion).put(WHOLE).array());
  }

  static SealedHeader frames(int keyVersion, byte[] streamId) {
    return new SealedHeader(
        ByteBuffer.allocate(FRAMES_SIZE)
            .put(FORMAT)
            .putInt(keyVersion)
            .put(FRAMES)
            .putInt(FRAME)
            .put(streamId)
            .array());
  }

  /** How many octets the header has, as its first ones say. */
  static int size(byte[] beginning) {
    if (beginning.length < WHOLE_SIZE || beginning[0] != FORMAT) {
      throw unknown();
    }
    return switch (beginning[MODE_AT]) {
      case WHOLE -> WHOLE_SIZE;
      case FRAMES -> FRAMES_SIZE;
      default -> throw unknown();
    };
  }

  /** Reads a header; the octets must be exactly its own, and nobody writes to them later. */
  static SealedHeader read(byte[] bytes) {
    SealedHeader header = new SealedHeader(bytes);
    if (size(bytes) != bytes.length
        || !header.isWhole() && (header.frameSize() < MIN_FRAME || header.frameSize() > MAX_FRAME)) {
      throw unknown();
    }
    return header;
  }

  boolean isWhole() {
    return bytes[MODE_AT] == WHOLE;
  }

  int keyVersion() {
    return ByteBuffer.wrap(bytes).getInt(1);
  }

  /** Octets of a frame before sealing. */
  int frameSize() {
    return ByteBuffer.wrap(bytes).getInt(WHOLE_SIZE);
  }

  /** The header as it is written; not to be written to. */
  byte[] bytes() {
    return bytes;
  }

  private static SealException unknown() {
    return new SealException(FailureReason.SEAL_BROKEN, "sealed bytes have no format known here");
  }
}
