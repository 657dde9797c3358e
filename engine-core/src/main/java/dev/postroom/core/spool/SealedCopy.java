package dev.postroom.core.spool;

import dev.postroom.core.crypto.ContentSealer;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.id.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies a message under a mailbox's key, in bounded memory. */
public final class SealedCopy {
  private SealedCopy() {}

  public static void write(MessageSource message, MailboxCipher cipher, MessageId id, OutputStream sink)
      throws IOException {
    try (InputStream octets = message.open(); ContentSealer sealing = cipher.sealing(id, sink)) {
      octets.transferTo(sealing);
      sealing.finish();
    }
  }
}
