package dev.postroom.store.h2;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.Token;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What stands in the tables for tokens: kind, version and value in one, and all of a message's, each with its length, in its row. */
final class TokenCodes {
  private static final int HEAD = Byte.BYTES + Integer.BYTES;

  private TokenCodes() {}

  static byte[] of(Token token) {
    byte[] value = token.value().toByteArray();
    ByteBuffer code = ByteBuffer.allocate(HEAD + value.length);
    code.put((byte) Codes.of(token.kind())).putInt(token.version()).put(value);
    return code.array();
  }

  static Token token(byte[] code) {
    ByteBuffer fields = ByteBuffer.wrap(code);
    try {
      Token.Kind kind = Codes.tokenKind(fields.get());
      int version = fields.getInt();
      return new Token(kind, version, SealedBytes.copyOf(rest(fields, fields.remaining())));
    } catch (BufferUnderflowException tooShort) {
      throw Failures.corrupt("a token ends early");
    }
  }

  static byte[] joined(Collection<byte[]> codes) {
    int length = 0;
    for (byte[] code : codes) {
      length += Byte.BYTES + code.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    codes.forEach(code -> joined.put((byte) code.length).put(code));
    return joined.array();
  }

  static List<byte[]> split(byte[] joined) {
    ByteBuffer rest = ByteBuffer.wrap(joined);
    List<byte[]> codes = new ArrayList<>();
    try {
      while (rest.hasRemaining()) {
        codes.add(rest(rest, Byte.toUnsignedInt(rest.get())));
      }
      return codes;
    } catch (BufferUnderflowException tooShort) {
      throw Failures.corrupt("the tokens of a message end early");
    }
  }

  private static byte[] rest(ByteBuffer source, int length) {
    byte[] octets = new byte[length];
    source.get(octets);
    return octets;
  }
}
