package dev.postroom.core.inbound;

import dev.postroom.core.crypto.ContentSealer;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A large message in a temporary file, sealed, readable by the owner only. Failing to read from outside is the sender's affair and
 * passes as an {@link IOException}; failing to write here is ours and passes as a {@link StoreException}.
 */
final class SpoolFile implements Spool {
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final MailboxCipher cipher;
  private final MessageId id;
  private final long size;

  private SpoolFile(Path file, MailboxCipher cipher, MessageId id, long size) {
    this.file = file;
    this.cipher = cipher;
    this.id = id;
    this.size = size;
  }

  static Optional<Spool> write(Path folder, MailboxCipher cipher, byte[] head, InputStream rest, long maxSize)
      throws IOException {
    Path file = create(folder);
    boolean kept = false;
    try {
      MessageId id = new MessageId(UUID.randomUUID());
      long size;
      try (OutputStream sink = opened(file)) {
        size = copy(cipher.sealing(id, sink), head, rest, maxSize);
        ours(sink::flush);
      }
      kept = size <= maxSize;
      return kept ? Optional.of(new SpoolFile(file, cipher, id, size)) : Optional.empty();
    } finally {
      if (!kept) {
        delete(file);
      }
    }
  }

  private static long copy(ContentSealer sealing, byte[] head, InputStream rest, long maxSize) throws IOException {
    byte[] buffer = new byte[BUFFER];
    ours(() -> sealing.write(head));
    long size = head.length;
    for (int count = rest.read(buffer); count >= 0 && size <= maxSize; count = rest.read(buffer)) {
      int read = count;
      ours(() -> sealing.write(buffer, 0, read));
      size += count;
    }
    ours(sealing::finish);
    return size;
  }

  /** Something that fails for a reason of ours. */
  @FunctionalInterface
  private interface Ours {
    void run() throws IOException;
  }

  private static void ours(Ours work) {
    try {
      work.run();
    } catch (IOException failed) {
      throw unavailable(failed);
    }
  }

  private static Path create(Path folder) {
    try {
      return Files.createTempFile(folder, "postroom-", ".spool");
    } catch (IOException failed) {
      throw unavailable(failed);
    }
  }

  private static OutputStream opened(Path file) {
    try {
      return new BufferedOutputStream(new FileOutputStream(file.toFile()), BUFFER);
    } catch (IOException failed) {
      throw unavailable(failed);
    }
  }

  private static StoreException unavailable(IOException failed) {
    return new StoreException(FailureReason.STORE_UNAVAILABLE, "spool: cannot be written", failed);
  }

  @Override
  public InputStream open() throws IOException {
    return cipher.opening(id, new FileInputStream(file.toFile()));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {
    delete(file);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException sealedUnderAKeyThatEndsWithTheProcess) {
      file.toFile().deleteOnExit();
    }
  }
}
