package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.id.TypedId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.Token;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Seals and opens what is kept at one place, the engine, a tenant, workspace or mailbox, with XAES-256-GCM. Every seal is bound to tenant,
 * workspace, mailbox, object, part and format version, so it opens only where it was made. The newest version of the place's secret
 * seals; all of them open. Safe for many threads; nothing here blocks.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * One key seals a whole place for as long as it lives, by many threads that know nothing of each other. XAES-256-GCM has nonces of 192
 * bits, which may be random without being counted, and derives a key of its own for each seal, which is two blocks of AES. What a seal is
 * bound to is not stored but said again by who opens: so a row that was moved, or whose clear columns were changed, does not open, and
 * nobody has to compare. The beginning of that, the place, is put together once. Equal words have equal tokens, under a key that seals
 * nothing.
 */
public sealed class PlaceCipher permits MailboxCipher {
  private static final int TOKEN_SIZE = 16;

  private final AssociatedData place;
  private final NavigableMap<Integer, DataKeys> versions;

  PlaceCipher(Place place, NavigableMap<Integer, DataKeys> versions) {
    this.place = place.bind(Purpose.DATA);
    this.versions = versions;
  }

  /**
   * Seals a part of a row.
   *
   * @param facts
   *          what stands in clear beside it and must be the same when it is opened; may be empty
   */
  public final SealedBytes seal(Part part, TypedId object, byte[] plain, byte[] facts) {
    SealedHeader header = SealedHeader.whole(newestVersion());
    byte[] sealed = newest().seal(plain, rowBound(part, object, header, facts));
    return SealedBytes.copyOf(
        ByteBuffer.allocate(SealedHeader.WHOLE_SIZE + sealed.length).put(header.bytes()).put(sealed).array());
  }

  /**
   * Opens what {@link #seal} made.
   *
   * @throws SealException
   *           with the reason {@code SEAL_BROKEN} when anything at all is not as it was at sealing
   */
  public final byte[] open(Part part, TypedId object, SealedBytes sealed, byte[] facts) {
    byte[] bytes = sealed.toByteArray();
    if (bytes.length < SealedHeader.WHOLE_SIZE) {
      throw new SealException(FailureReason.SEAL_BROKEN, "sealed bytes are cut short");
    }
    SealedHeader header = SealedHeader.read(Arrays.copyOf(bytes, SealedHeader.WHOLE_SIZE));
    return keys(header).open(Arrays.copyOfRange(bytes, SealedHeader.WHOLE_SIZE, bytes.length),
        rowBound(part, object, header, facts));
  }

  /** The token of a word, under the newest version: to be stored. */
  public final Token token(Token.Kind kind, String word) {
    return token(kind, newestVersion(), newest(), word);
  }

  /** The tokens of a word under all versions, newest first: to be searched for. */
  public final Set<Token> tokens(Token.Kind kind, String word) {
    Set<Token> tokens = new LinkedHashSet<>();
    versions.descendingMap().forEach((version, keys) -> tokens.add(token(kind, version, keys, word)));
    return tokens;
  }

  private static Token token(Token.Kind kind, int version, DataKeys keys, String word) {
    byte[] input = AssociatedData.of(AssociatedData.field(kind.name()), codeUnits(word)).bytes();
    return new Token(kind, version, SealedBytes.copyOf(Derivation.compute(keys.tokens(), input, TOKEN_SIZE)));
  }

  /** UTF-16 as it stands: encoding would make one octet sequence of all that is no valid Unicode. */
  private static byte[] codeUnits(String word) {
    ByteBuffer units = ByteBuffer.allocate(word.length() * Character.BYTES);
    units.asCharBuffer().put(word);
    return units.array();
  }

  final DataKeys newest() {
    return versions.lastEntry().getValue();
  }

  final int newestVersion() {
    return versions.lastKey();
  }

  final DataKeys keys(SealedHeader header) {
    DataKeys keys = versions.get(header.keyVersion());
    if (keys == null) {
      throw new SealException(FailureReason.SEAL_BROKEN, "sealed with a version that is not there");
    }
    return keys;
  }

  private AssociatedData rowBound(Part part, TypedId object, SealedHeader header, byte[] facts) {
    return bound(object, part.text(), header.bytes(), facts);
  }

  /** What belongs to an object of this place is bound to. */
  final AssociatedData bound(TypedId object, byte[]... more) {
    return place.and(AssociatedData.field(object.value())).and(more);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[versions " + versions.keySet() + ']';
  }
}
