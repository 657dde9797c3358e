package dev.postroom.core.domain;

import dev.postroom.core.dkim.DkimKeyPair;
import dev.postroom.core.dkim.Selector;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.SealException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keyrings as octets, to be sealed: a version, then the keys that sign, those that wait, and the former ones. */
final class KeyringCodec {
  private static final int VERSION = 1;

  private KeyringCodec() {}

  static byte[] encode(Keyring keyring) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      writePairs(fields, keyring.signing());
      writePairs(fields, keyring.waiting());
      fields.writeByte(keyring.former().size());
      for (Keyring.Former former : keyring.former()) {
        fields.writeUTF(former.published().selector().value());
        fields.writeUTF(former.published().record());
        fields.writeLong(former.until().toEpochMilli());
      }
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }

  private static void writePairs(DataOutputStream fields, List<Keyring.Pair> pairs) throws IOException {
    fields.writeByte(pairs.size());
    for (Keyring.Pair pair : pairs) {
      byte[] secret = pair.keys().encoded();
      fields.writeUTF(pair.selector().value());
      fields.writeShort(secret.length);
      fields.write(secret);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws SealException
   *           with the reason {@code SEAL_BROKEN} when it is something else
   */
  static Keyring decode(byte[] octets) {
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(octets))) {
      if (fields.readUnsignedByte() != VERSION) {
        throw unknown();
      }
      List<Keyring.Pair> signing = readPairs(fields);
      List<Keyring.Pair> waiting = readPairs(fields);
      int count = fields.readUnsignedByte();
      List<Keyring.Former> former = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Keyring.Published published = new Keyring.Published(new Selector(fields.readUTF()), fields.readUTF());
        former.add(new Keyring.Former(published, Instant.ofEpochMilli(fields.readLong())));
      }
      return new Keyring(signing, waiting, former);
    } catch (IOException | InvalidInputException malformed) {
      throw unknown();
    }
  }

  private static List<Keyring.Pair> readPairs(DataInputStream fields) throws IOException {
    int count = fields.readUnsignedByte();
    List<Keyring.Pair> pairs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Selector selector = new Selector(fields.readUTF());
      byte[] secret = new byte[fields.readUnsignedShort()];
      fields.readFully(secret);
      pairs.add(new Keyring.Pair(selector, DkimKeyPair.decode(secret)));
      Arrays.fill(secret, (byte) 0);
    }
    return pairs;
  }

  private static SealException unknown() {
    return new SealException(FailureReason.SEAL_BROKEN, "a keyring has no format known here");
  }
}
