package dev.postroom.core.crypto;

import dev.postroom.id.MessageId;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The cipher of one mailbox: seals its rows as that of every place does, and the contents of its messages.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * A row is small and is sealed as one; a content may be 50 MiB and is sealed and opened while it streams by, in frames, so the memory that
 * it takes does not grow with it. Each content has a stream of its own here, which holds what is in clear and lets nobody else see it;
 * the cipher itself holds keys and nothing that changes, so threads share it without a lock.
 */
public final class MailboxCipher extends PlaceCipher {
  private static final byte[] CONTENT = AssociatedData.field("content");

  private final SecureRandom random;

  MailboxCipher(Place place, NavigableMap<Integer, DataKeys> versions, SecureRandom random) {
    super(place, versions);
    this.random = random;
  }

  /** A cipher whose secret is never written: what it seals opens in this process only. */
  public static MailboxCipher ofThisProcess(SecureRandom random) {
    byte[] secret = new byte[Derivation.KEY_SIZE];
    random.nextBytes(secret);
    try {
      return new MailboxCipher(Place.engine(), new TreeMap<>(Map.of(1, DataKeys.derivedFrom(secret))), random);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Seals a content as it is written, in bounded memory; see {@link ContentSealer} for how it is brought to an end. */
  public ContentSealer sealing(MessageId message, OutputStream sink) {
    return new ContentSealer(newest(), newestVersion(), contentBound(message), random, sink);
  }

  /**
   * Opens a content as it is read, in bounded memory: no octet is handed out before the frame that it stands in was authenticated.
   *
   * @return a stream that throws a {@link dev.postroom.error.SealException} with the reason {@code SEAL_BROKEN} at the first frame that
   *         is altered, moved, missing or one too many, and closes the source when it is closed
   */
  public InputStream opening(MessageId message, InputStream sealed) {
    return new ContentOpener(this::keys, contentBound(message), sealed);
  }

  private AssociatedData contentBound(MessageId message) {
    return bound(message, CONTENT);
  }
}
