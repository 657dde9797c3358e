package dev.postroom.store.h2.vault;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The octets of the vault file: a header and slots, each of one sector, so that the disk writes a slot whole or not at all. A slot
 * of zeros is free; one that is neither free nor whole was altered after it was written.
 */
final class SlotFormat {
  static final int SLOT = 512;
  private static final int HEADER_MAGIC = 0x50525654;
  private static final int SLOT_MAGIC = 0x50525653;
  private static final int FORMAT = 1;
  private static final int CHECKSUM_AT = SLOT - Integer.BYTES;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_SECRET = 320;
  private static final List<KeyOwner.Rung> RUNGS = List.of(KeyOwner.Rung.values());

  /** What the octets of a slot are. */
  enum State {
    FREE, LIVE, DAMAGED
  }

  /** What a live slot holds. */
  record Slot(WrappedSecret secret, long sequence) {}

  private SlotFormat() {}

  static byte[] header() {
    byte[] octets = new byte[SLOT];
    ByteBuffer header = ByteBuffer.wrap(octets).putInt(HEADER_MAGIC).putInt(FORMAT);
    header.putInt(CHECKSUM_AT, checksum(octets, 0));
    return octets;
  }

  /** Refuses a file that is not a vault of this format. */
  static void checkHeader(byte[] header) {
    if (!isHeader(header)) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "vault: damaged header");
    }
    int format = ByteBuffer.wrap(header).getInt(Integer.BYTES);
    if (format != FORMAT) {
      throw new StoreException(FailureReason.STORE_VERSION, "vault format: " + format + " (expected: " + FORMAT + ")");
    }
  }

  static boolean isHeader(byte[] header) {
    return ByteBuffer.wrap(header).getInt() == HEADER_MAGIC && isWhole(header, 0);
  }

  static byte[] write(WrappedSecret secret, long sequence) {
    byte[] name = secret.wrappedBy().getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = secret.secret().toByteArray();
    check("wrappedBy", name.length, 1, LONGEST_NAME);
    check("secret", sealed.length, 1, LONGEST_SECRET);
    check("version", secret.version(), 1, Integer.MAX_VALUE);
    byte[] octets = new byte[SLOT];
    ByteBuffer slot = ByteBuffer.wrap(octets).putInt(SLOT_MAGIC).put((byte) FORMAT);
    slot.put((byte) RUNGS.indexOf(secret.owner().rung()));
    slot.putLong(secret.owner().id().getMostSignificantBits()).putLong(secret.owner().id().getLeastSignificantBits());
    slot.putInt(secret.version()).putLong(sequence);
    slot.put((byte) name.length).put(name).putShort((short) sealed.length).put(sealed);
    slot.putInt(CHECKSUM_AT, checksum(octets, 0));
    return octets;
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: " + least + ".." + most + ")");
    }
  }

  static State stateOf(byte[] octets, int at) {
    ByteBuffer slot = ByteBuffer.wrap(octets, at, SLOT);
    if (slot.getInt() == SLOT_MAGIC && isWhole(octets, at)) {
      int format = slot.get();
      if (format != FORMAT) {
        throw new StoreException(FailureReason.STORE_VERSION, "slot format: " + format + " (expected: " + FORMAT + ")");
      }
      return State.LIVE;
    }
    for (int i = at; i < at + SLOT; i++) {
      if (octets[i] != 0) {
        return State.DAMAGED;
      }
    }
    return State.FREE;
  }

  static KeyOwner ownerOf(byte[] octets, int at) {
    ByteBuffer slot = ByteBuffer.wrap(octets, at + Integer.BYTES + 1, SLOT - Integer.BYTES - 1);
    return new KeyOwner(RUNGS.get(slot.get()), new UUID(slot.getLong(), slot.getLong()));
  }

  static Slot read(byte[] octets, int at) {
    KeyOwner owner = ownerOf(octets, at);
    ByteBuffer slot = ByteBuffer.wrap(octets, at + Integer.BYTES + 2 + 2 * Long.BYTES, SLOT - 22);
    int version = slot.getInt();
    long sequence = slot.getLong();
    byte[] name = new byte[slot.get()];
    slot.get(name);
    byte[] sealed = new byte[slot.getShort()];
    slot.get(sealed);
    String wrappedBy = new String(name, StandardCharsets.US_ASCII);
    return new Slot(new WrappedSecret(owner, version, wrappedBy, SealedBytes.copyOf(sealed)), sequence);
  }

  private static boolean isWhole(byte[] octets, int at) {
    return ByteBuffer.wrap(octets).getInt(at + CHECKSUM_AT) == checksum(octets, at);
  }

  private static int checksum(byte[] octets, int at) {
    CRC32C crc = new CRC32C();
    crc.update(octets, at, CHECKSUM_AT);
    return (int) crc.getValue();
  }
}
