package dev.postroom.core.mailbox;

import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.MessageRow;
import java.io.InputStream;

/**
 * The raw octets of a stored message, opened as they are read.
 *
 * @param contents
 *          the mailbox's sealed contents
 * @param cipher
 *          the mailbox's cipher
 * @param row
 *          the message
 */
record StoredContent(MailboxContents contents, MailboxCipher cipher, MessageRow row) implements MessageSource {

  @Override
  public InputStream open() {
    return cipher.opening(row.id(), contents.open(row.content(), row.id()));
  }

  @Override
  public long size() {
    return row.size();
  }
}
