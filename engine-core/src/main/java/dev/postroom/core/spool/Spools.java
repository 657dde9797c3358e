package dev.postroom.core.spool;

import dev.postroom.core.crypto.MailboxCipher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Takes messages in, whatever their size, in bounded memory: small ones are kept in memory, larger ones go to a temporary file that
 * is sealed under a key which only this process has and never writes.
 */
public final class Spools {
  private static final int MOST_IN_MEMORY = 256 * 1024;

  private final Path folder;
  private final MailboxCipher cipher;
  private final long maxSize;

  public Spools(Path folder, MailboxCipher cipher, long maxSize) {
    this.folder = folder;
    this.cipher = cipher;
    this.maxSize = maxSize;
  }

  /** The octets of the largest message that is taken. */
  public long maxSize() {
    return maxSize;
  }

  /** Reads a message to its end; nothing when it is too large, and then it is not read to its end. */
  public Optional<Spool> take(InputStream content) throws IOException {
    byte[] head = content.readNBytes(MOST_IN_MEMORY + 1);
    if (head.length > maxSize) {
      return Optional.empty();
    }
    if (head.length <= MOST_IN_MEMORY) {
      return Optional.of(new SpoolInMemory(head));
    }
    return collect(sink -> {
      sink.write(head);
      content.transferTo(sink);
    });
  }

  /** Writes a message. */
  @FunctionalInterface
  public interface Writing {
    /** Writes all of it. */
    void to(OutputStream sink) throws IOException;
  }

  /** Has a message written; nothing when it is too large, and then the writing is ended by an exception of its sink. */
  public Optional<Spool> collect(Writing writing) throws IOException {
    try (SpoolSink sink = new SpoolSink(folder, cipher, maxSize, MOST_IN_MEMORY)) {
      writing.to(sink);
      return Optional.of(sink.finish());
    } catch (SpoolSink.TooLarge tooLarge) {
      return Optional.empty();
    }
  }
}
