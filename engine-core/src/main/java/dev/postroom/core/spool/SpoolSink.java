package dev.postroom.core.spool;

import dev.postroom.core.crypto.ContentSealer;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a message as it is written: in memory until it is too large for that, then into a temporary file, sealed, readable by the owner
 * only. What fails here is ours and passes as a {@link StoreException}; only being too large passes as an {@link IOException}, which
 * ends whoever writes.
 */
final class SpoolSink extends OutputStream {
  private static final int BUFFER = 64 * 1024;

  private final Path folder;
  private final MailboxCipher cipher;
  private final long maxSize;
  private final int mostInMemory;
  private final MessageId id = new MessageId(UUID.randomUUID());
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<SealedFile> file = Optional.empty();
  private long size;

  private record SealedFile(Path path, OutputStream sink, ContentSealer sealing) {}

  /** Thrown through what writes, to end it. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  SpoolSink(Path folder, MailboxCipher cipher, long maxSize, int mostInMemory) {
    this.folder = folder;
    this.cipher = cipher;
    this.maxSize = maxSize;
    this.mostInMemory = mostInMemory;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[]{(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    size += length;
    if (size > maxSize) {
      throw new TooLarge();
    }
    if (file.isEmpty() && size > mostInMemory) {
      file = Optional.of(opened());
      byte[] head = memory.toByteArray();
      memory.reset();
      ours(() -> sealing().write(head));
    }
    if (file.isPresent()) {
      ours(() -> sealing().write(octets, offset, length));
    } else {
      memory.write(octets, offset, length);
    }
  }

  private ContentSealer sealing() {
    return file.orElseThrow().sealing();
  }

  private SealedFile opened() {
    Path path;
    try {
      path = Files.createTempFile(folder, "postroom-", ".spool");
    } catch (IOException failed) {
      throw unavailable(failed);
    }
    try {
      OutputStream sink = new BufferedOutputStream(new FileOutputStream(path.toFile()), BUFFER);
      return new SealedFile(path, sink, cipher.sealing(id, sink));
    } catch (IOException failed) {
      SpoolFile.delete(path);
      throw unavailable(failed);
    }
  }

  /** The message, once all of it was written. */
  Spool finish() {
    if (file.isEmpty()) {
      return new SpoolInMemory(memory.toByteArray());
    }
    SealedFile sealed = file.get();
    ours(() -> {
      sealed.sealing().finish();
      sealed.sink().close();
    });
    file = Optional.empty();
    return new SpoolFile(sealed.path(), cipher, id, size);
  }

  /** Lets go of what was not finished. */
  @Override
  public void close() {
    file.ifPresent(abandoned -> {
      abandoned.sealing().close();
      try {
        abandoned.sink().close();
      } catch (IOException deletedNext) {
        // Nothing of it is wanted.
      }
      SpoolFile.delete(abandoned.path());
    });
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

  private static StoreException unavailable(IOException failed) {
    return new StoreException(FailureReason.STORE_UNAVAILABLE, "spool: cannot be written", failed);
  }
}
