package dev.postroom.core.spool;

import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.id.MessageId;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A large message in a temporary file that {@link SpoolSink} has written. */
record SpoolFile(Path file, MailboxCipher cipher, MessageId id, long size) implements Spool {

  @Override
  public InputStream open() throws IOException {
    return cipher.opening(id, new FileInputStream(file.toFile()));
  }

  @Override
  public void close() {
    delete(file);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException sealedUnderAKeyThatEndsWithTheProcess) {
      file.toFile().deleteOnExit();
    }
  }
}
