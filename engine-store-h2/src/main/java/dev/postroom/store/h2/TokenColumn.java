package dev.postroom.store.h2;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.Token;
import java.util.Collection;
import java.util.List;

/**
 * A column that holds tokens of one kind alone, which therefore is not stored.
 *
 * @param kind
 *          the kind
 */
record TokenColumn(Token.Kind kind) {

  byte[] valueOf(Token token) {
    if (token.kind() != kind) {
      throw new IllegalArgumentException("token: " + token.kind() + " (expected: " + kind + ")");
    }
    return token.value().toByteArray();
  }

  /** Those that can be found here; one of another kind is none of these, whatever its octets. */
  List<Token> findable(Collection<Token> tokens) {
    return tokens.stream().filter(token -> token.kind() == kind).distinct().toList();
  }

  Token token(int version, byte[] value) {
    return new Token(kind, version, SealedBytes.copyOf(value));
  }
}
