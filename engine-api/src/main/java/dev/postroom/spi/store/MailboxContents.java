package dev.postroom.spi.store;

import dev.postroom.id.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The sealed contents of one mailbox. Written before the row that points at them, outside of any transaction; a content that no
 * committed row points at is as good as absent and is swept in time.
 */
public interface MailboxContents {

  /** Writes sealed octets. */
  @FunctionalInterface
  interface Writer {
    /**
     * Writes all of the content.
     *
     * @param sink
     *          where to; buffered, not to be closed
     * @throws IOException
     *           when the source of the octets fails; what was written is given up
     */
    void writeTo(OutputStream sink) throws IOException;
  }

  /**
   * Appends a content. It is forced to the disk no later than the commit of the row that points at it.
   *
   * @param message
   *          whose content it is; stored beside it and compared when it is opened
   * @param writer
   *          writes the sealed octets, in bounded memory however many they are
   * @return where it lies
   * @throws IOException
   *           when the writer fails
   * @throws dev.postroom.error.StoreException
   *           when the store cannot take it; {@code STORE_FULL} when it has no room for contents
   */
  ContentRef append(MessageId message, Writer writer) throws IOException;

  /**
   * Opens a content. The octets are as they were appended, or reading fails.
   *
   * @param ref
   *          where it lies
   * @param message
   *          whose it is
   * @return the sealed octets, to be closed by the caller; not affected by a later delete until it is closed
   * @throws dev.postroom.error.StoreException
   *           when there is none of this mailbox and message at that place
   */
  InputStream open(ContentRef ref, MessageId message);
}
