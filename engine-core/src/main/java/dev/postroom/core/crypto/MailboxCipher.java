package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.id.MessageId;
import dev.postroom.id.TypedId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.Token;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Seals and opens what belongs to one mailbox, with XAES-256-GCM. Every seal is bound to tenant, workspace, mailbox, object, part
 * and format version, so it opens only where it was made. The newest version of the mailbox's secret seals; all of them open.
 * Safe for many threads; nothing here blocks.
 */
public final class MailboxCipher {
  private static final byte[] CONTENT = AssociatedData.field("content");
  private static final int TOKEN_SIZE = 16;

  private final AssociatedData place;
  private final NavigableMap<Integer, MailboxKeys> versions;
  private final SecureRandom random;

  MailboxCipher(Place place, NavigableMap<Integer, MailboxKeys> versions, SecureRandom random) {
    this.place = place.bind(Purpose.DATA);
    this.versions = versions;
    this.random = random;
  }

  /** A cipher whose secret is never written: what it seals opens in this process only. */
  public static MailboxCipher ofThisProcess(SecureRandom random) {
    byte[] secret = new byte[Derivation.KEY_SIZE];
    random.nextBytes(secret);
    try {
      return new MailboxCipher(Place.engine(), new TreeMap<>(Map.of(1, MailboxKeys.derivedFrom(secret))), random);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Seals a part of a row.
   *
   * @param facts
   *          what stands in clear beside it and must be the same when it is opened; may be empty
   */
  public SealedBytes seal(Part part, TypedId object, byte[] plain, byte[] facts) {
    SealedHeader header = SealedHeader.whole(versions.lastKey());
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
  public byte[] open(Part part, TypedId object, SealedBytes sealed, byte[] facts) {
    byte[] bytes = sealed.toByteArray();
    if (bytes.length < SealedHeader.WHOLE_SIZE) {
      throw new SealException(FailureReason.SEAL_BROKEN, "sealed bytes are cut short");
    }
    SealedHeader header = SealedHeader.read(Arrays.copyOf(bytes, SealedHeader.WHOLE_SIZE));
    return keys(header).open(Arrays.copyOfRange(bytes, SealedHeader.WHOLE_SIZE, bytes.length),
        rowBound(part, object, header, facts));
  }

  /** Seals a content as it is written, in bounded memory; see {@link ContentSealer} for how it is brought to an end. */
  public ContentSealer sealing(MessageId message, OutputStream sink) {
    return new ContentSealer(newest(), versions.lastKey(), contentBound(message), random, sink);
  }

  /**
   * Opens a content as it is read, in bounded memory: no octet is handed out before the frame that it stands in was authenticated.
   *
   * @return throws a {@link SealException} with the reason {@code SEAL_BROKEN} at the first frame that is altered, moved, missing
   *         or one too many; closes the source when it is closed
   */
  public InputStream opening(MessageId message, InputStream sealed) {
    return new ContentOpener(this::keys, contentBound(message), sealed);
  }

  /** How many octets a content of so many octets has when it is sealed. */
  public static long sealedLength(long plain) {
    if (plain <= SealedHeader.FRAME) {
      return SealedHeader.WHOLE_SIZE + plain + Derivation.AEAD_OVERHEAD;
    }
    long frames = Math.ceilDiv(plain, (long) SealedHeader.FRAME);
    return SealedHeader.FRAMES_SIZE + plain + frames * Derivation.AEAD_OVERHEAD;
  }

  /** The token of a word, under the newest version: to be stored. */
  public Token token(Token.Kind kind, String word) {
    return token(kind, versions.lastKey(), newest(), word);
  }

  /** The tokens of a word under all versions, newest first: to be searched for. */
  public Set<Token> tokens(Token.Kind kind, String word) {
    Set<Token> tokens = new LinkedHashSet<>();
    versions.descendingMap().forEach((version, keys) -> tokens.add(token(kind, version, keys, word)));
    return tokens;
  }

  private static Token token(Token.Kind kind, int version, MailboxKeys keys, String word) {
    byte[] input = AssociatedData.of(AssociatedData.field(kind.name()), codeUnits(word)).bytes();
    return new Token(kind, version, SealedBytes.copyOf(Derivation.compute(keys.tokens(), input, TOKEN_SIZE)));
  }

  /** UTF-16 as it stands: encoding would make one octet sequence of all that is no valid Unicode. */
  private static byte[] codeUnits(String word) {
    ByteBuffer units = ByteBuffer.allocate(word.length() * Character.BYTES);
    units.asCharBuffer().put(word);
    return units.array();
  }

  private MailboxKeys newest() {
    return versions.lastEntry().getValue();
  }

  private MailboxKeys keys(SealedHeader header) {
    MailboxKeys keys = versions.get(header.keyVersion());
    if (keys == null) {
      throw new SealException(FailureReason.SEAL_BROKEN, "sealed with a version that is not there");
    }
    return keys;
  }

  private AssociatedData rowBound(Part part, TypedId object, SealedHeader header, byte[] facts) {
    return place.and(AssociatedData.field(object.value()), part.text(), header.bytes(), facts);
  }

  private AssociatedData contentBound(MessageId message) {
    return place.and(AssociatedData.field(message.value()), CONTENT);
  }

  @Override
  public String toString() {
    return "MailboxCipher[versions " + versions.keySet() + ']';
  }
}
