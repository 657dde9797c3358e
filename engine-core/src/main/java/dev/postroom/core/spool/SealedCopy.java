package dev.postroom.core.spool;

import dev.postroom.core.crypto.ContentSealer;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.id.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a message under a mailbox's key, in bounded memory; a small one without another copy in clear. */
public final class SealedCopy {
  private SealedCopy() {}

  public static void write(MessageSource message, MailboxCipher cipher, MessageId id, OutputStream sink)
      throws IOException {
    try (ContentSealer sealing = cipher.sealing(id, sink)) {
      if (message instanceof SpoolInMemory inMemory) {
        sealing.finish(inMemory.octets());
      } else {
        transfer(message, sealing);
      }
    }
  }

  private static void transfer(MessageSource message, ContentSealer sealing) throws IOException {
    try (InputStream octets = message.open()) {
      octets.transferTo(sealing);
      sealing.finish();
    }
  }
}
