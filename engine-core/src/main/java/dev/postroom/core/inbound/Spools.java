package dev.postroom.core.inbound;

import dev.postroom.core.crypto.MailboxCipher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

  long maxSize() {
    return maxSize;
  }

  /** Reads a message to its end; nothing when it is too large, and then it is not read to its end. */
  Optional<Spool> take(InputStream content) throws IOException {
    byte[] head = content.readNBytes(MOST_IN_MEMORY + 1);
    if (head.length > maxSize) {
      return Optional.empty();
    }
    if (head.length <= MOST_IN_MEMORY) {
      return Optional.of(new InMemory(head));
    }
    return SpoolFile.write(folder, cipher, head, content, maxSize);
  }

  private static final class InMemory implements Spool {
    private final byte[] octets;

    InMemory(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(octets);
    }

    @Override
    public long size() {
      return octets.length;
    }

    @Override
    public void close() {
      // The collector takes it.
    }
  }
}
