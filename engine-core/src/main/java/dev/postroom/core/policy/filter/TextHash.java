package dev.postroom.core.policy.filter;

/**
 * SipHash-2-4 (Aumasson, Bernstein 2012) over the UTF-16 of texts, low octet first: who does not know the key cannot choose
 * addresses whose hashes meet. It is fed character by character, so that nothing is put together or encoded first. For one thread,
 * and one hash.
 */
final class TextHash {
  private static final int CHARACTERS_IN_WORD = Long.BYTES / Character.BYTES;

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long word;
  private int characters;

  TextHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  TextHash and(char character) {
    word |= (long) character << Character.SIZE * (characters % CHARACTERS_IN_WORD);
    characters++;
    if (characters % CHARACTERS_IN_WORD == 0) {
      take(word);
      word = 0;
    }
    return this;
  }

  TextHash and(String text) {
    return and(text, 0);
  }

  /** Takes in the end of a text. */
  TextHash and(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      and(text.charAt(i));
    }
    return this;
  }

  long value() {
    take(word | (long) Character.BYTES * characters << Long.SIZE - Byte.SIZE);
    v2 ^= 0xff;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void take(long next) {
    v3 ^= next;
    round();
    round();
    v0 ^= next;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
