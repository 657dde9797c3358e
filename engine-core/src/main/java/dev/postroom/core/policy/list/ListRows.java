package dev.postroom.core.policy.list;

import dev.postroom.core.crypto.Part;
import dev.postroom.core.crypto.PlaceCipher;
import dev.postroom.core.policy.PolicyFacts;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** Entries of lists as rows, both ways: verdict and pattern sealed, and a token of the pattern that differs from list to list. */
final class ListRows {
  private static final int VERSION = 1;

  private ListRows() {}

  static PolicyRow.Kind kind(Direction direction) {
    return switch (direction) {
      case SEND -> PolicyRow.Kind.SEND;
      case RECEIVE -> PolicyRow.Kind.RECEIVE;
    };
  }

  static PolicyRow sealed(PlaceCipher cipher, ListEntry entry) {
    PolicyRow.Kind kind = kind(entry.direction());
    byte[] facts = PolicyFacts.of(kind, entry.createdAt(), Optional.empty());
    return new PolicyRow(entry.id(), kind, cipher.token(Token.Kind.PATTERN, word(kind, entry.pattern())),
        cipher.seal(Part.POLICY, entry.id(), encoded(entry), facts), entry.createdAt(), Optional.empty());
  }

  static ListEntry opened(PlaceCipher cipher, PolicyRow row) {
    byte[] content = cipher.open(Part.POLICY, row.id(), row.content(), PolicyFacts.of(row));
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(content))) {
      int version = fields.readUnsignedByte();
      if (version != VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "list entry version: " + version + " (expected: " + VERSION + ")");
      }
      Verdict verdict = fields.readBoolean() ? Verdict.ALLOW : Verdict.BLOCK;
      AddressPattern pattern = PatternText.read(fields.readUTF()).orElseThrow(() -> damaged(Optional.empty()));
      return new ListEntry(row.id(), direction(row.kind()), verdict, pattern, row.createdAt());
    } catch (IOException | InvalidInputException unreadable) {
      throw damaged(Optional.of(unreadable));
    }
  }

  /** The tokens that an entry for a pattern may stand under. */
  static Set<Token> tokens(PlaceCipher cipher, PolicyRow.Kind kind, AddressPattern pattern) {
    return cipher.tokens(Token.Kind.PATTERN, word(kind, pattern));
  }

  private static String word(PolicyRow.Kind kind, AddressPattern pattern) {
    return kind.name() + PatternText.canonical(pattern);
  }

  private static Direction direction(PolicyRow.Kind kind) {
    return switch (kind) {
      case SEND -> Direction.SEND;
      case RECEIVE -> Direction.RECEIVE;
      case SUPPRESSION -> throw damaged(Optional.empty());
    };
  }

  private static byte[] encoded(ListEntry entry) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      fields.writeBoolean(entry.verdict() == Verdict.ALLOW);
      fields.writeUTF(PatternText.written(entry.pattern()));
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }

  private static StoreException damaged(Optional<Exception> cause) {
    return cause.map(why -> new StoreException(FailureReason.STORE_CORRUPT, "list entry: damaged", why))
        .orElseGet(() -> new StoreException(FailureReason.STORE_CORRUPT, "list entry: damaged"));
  }
}
