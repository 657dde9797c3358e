package dev.postroom.core.inbound;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The name of an address as 128 bits that nobody outside of this process can foretell: SipHash-2-4 with 128 bits of output (Aumasson and
 * Bernstein 2012), under a key that is drawn anew with each start and kept nowhere.
 *
 * <p>
 * How is this designed, and why? A table of routes compares names and not addresses, so two addresses of one name would share a mailbox.
 * For a keyed function that cannot be told from a random one, the chance that any two of n addresses do is below n²/2¹²⁹: with a
 * thousand million addresses in one run of the engine less than 1 in 10²⁰, and whoever chooses addresses cannot do better without the
 * key, of which no answer tells anything. What is hashed is the domain, in which there is no at sign, before the local part: so no two
 * addresses are the same text.
 */
final class AddressHash {
  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** One name. */
  record Name(long high, long low) {}

  private final long key0;
  private final long key1;

  AddressHash(SecureRandom random) {
    this(random.nextLong(), random.nextLong());
  }

  AddressHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The name of an address; the local part in canonical form. */
  Name of(String localPart, String domain) {
    return of((domain + '@' + localPart).getBytes(StandardCharsets.UTF_8));
  }

  Name of(byte[] text) {
    long v0 = key0 ^ 0x736f6d6570736575L;
    long v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    long v2 = key0 ^ 0x6c7967656e657261L;
    long v3 = key1 ^ 0x7465646279746573L;
    int whole = text.length & -8;
    for (int at = 0; at <= whole; at += 8) {
      long word = at < whole ? (long) WORDS.get(text, at) : lastWord(text, whole);
      v3 ^= word;
      for (int round = 0; round < 2; round++) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
      v0 ^= word;
    }
    v2 ^= 0xee;
    long high = 0;
    for (int round = 0; round < 8; round++) {
      if (round == 4) {
        high = v0 ^ v1 ^ v2 ^ v3;
        v1 ^= 0xdd;
      }
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
    return new Name(high, v0 ^ v1 ^ v2 ^ v3);
  }

  private static long lastWord(byte[] text, int from) {
    long word = (long) text.length << 56;
    for (int i = from; i < text.length; i++) {
      word |= (text[i] & 0xffL) << 8 * (i - from);
    }
    return word;
  }
}
