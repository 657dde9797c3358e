package dev.postroom.journeys;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.KeyOwner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The vault of a store, past the store: its slots, and the wrapped secrets in them. */
final class RawVault {
  private static final List<KeyOwner.Rung> RUNGS = List.of(KeyOwner.Rung.values());
  private static final int SLOT = 512;
  private static final int RUNG_AT = 5;
  private static final int ID_AT = 6;
  private static final int NAME_AT = 34;
  private static final int CHECKSUM_AT = SLOT - Integer.BYTES;

  /** A slot in use: its number, whose it is, and where in it the wrapped secret lies. */
  record Slot(int number, KeyOwner owner, int secretAt, int secretLength) {}

  private final Path file;

  RawVault(Path store) {
    this.file = store.resolve("vault");
  }

  List<Slot> slots() throws IOException {
    return List.copyOf(secrets().keySet());
  }

  /**
   * The slots in use and their secrets, of one look: while keys are rotated, a slot that is asked for later may be free or another's, and
   * one that is just being written is none.
   */
  Map<Slot, byte[]> secrets() throws IOException {
    byte[] octets = Files.readAllBytes(file);
    Map<Slot, byte[]> secrets = new LinkedHashMap<>();
    for (int number = 1; number * SLOT < octets.length; number++) {
      byte[] octetsOfSlot = Arrays.copyOfRange(octets, number * SLOT, (number + 1) * SLOT);
      if (octetsOfSlot[0] != 0 && Arrays.equals(octetsOfSlot, checked(octetsOfSlot))) {
        Slot slot = slot(number, ByteBuffer.wrap(octetsOfSlot));
        secrets.put(slot, secret(slot, octetsOfSlot));
      }
    }
    return secrets;
  }

  private static Slot slot(int number, ByteBuffer slot) {
    KeyOwner owner = new KeyOwner(RUNGS.get(slot.get(RUNG_AT)),
        new UUID(slot.getLong(ID_AT), slot.getLong(ID_AT + Long.BYTES)));
    int lengthAt = NAME_AT + 1 + slot.get(NAME_AT);
    return new Slot(number, owner, lengthAt + Short.BYTES, slot.getShort(lengthAt));
  }

  /** The wrapped secrets of a place, of its own rows and of nothing below it. */
  List<byte[]> wrapped(Scope place) throws IOException {
    List<byte[]> secrets = new ArrayList<>();
    secrets().forEach((slot, secret) -> {
      if (slot.owner().equals(KeyOwner.of(place)) || slot.owner().equals(KeyOwner.ofRecords(place))) {
        secrets.add(secret);
      }
    });
    return secrets;
  }

  byte[] secret(Slot slot) throws IOException {
    return secret(slot, read(slot));
  }

  private static byte[] secret(Slot slot, byte[] octets) {
    return Arrays.copyOfRange(octets, slot.secretAt(), slot.secretAt() + slot.secretLength());
  }

  byte[] read(Slot slot) throws IOException {
    byte[] octets = new byte[SLOT];
    try (RandomAccessFile vault = new RandomAccessFile(file.toFile(), "r")) {
      vault.seek((long) slot.number() * SLOT);
      vault.readFully(octets);
    }
    return octets;
  }

  void write(Slot slot, byte[] octets) throws IOException {
    try (RandomAccessFile vault = new RandomAccessFile(file.toFile(), "rw")) {
      vault.seek((long) slot.number() * SLOT);
      vault.write(octets);
    }
  }

  /** Makes the checksum fit what is there. */
  static byte[] checked(byte[] slot) {
    byte[] fitting = slot.clone();
    CRC32C checksum = new CRC32C();
    checksum.update(fitting, 0, CHECKSUM_AT);
    ByteBuffer.wrap(fitting).putInt(CHECKSUM_AT, (int) checksum.getValue());
    return fitting;
  }

  /** What a slot says of whose it is and which version, with the secret of another. */
  static byte[] withSecretOf(byte[] slot, byte[] other) {
    byte[] mixed = other.clone();
    System.arraycopy(slot, RUNG_AT, mixed, RUNG_AT, NAME_AT - RUNG_AT);
    return checked(mixed);
  }
}
