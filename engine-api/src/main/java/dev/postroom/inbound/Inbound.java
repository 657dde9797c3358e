package dev.postroom.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The way in for mail that does not come over a listener: an import, a message queue, a hosted relay's webhook. The same pipeline
 * as a listener's, with the same answers.
 */
@FunctionalInterface
public interface Inbound {

  /**
   * Routes, seals and stores one message, and returns when it is forced to the disk.
   *
   * <p>
   * The bytes are stored exactly as they are read, however malformed. Memory is bounded whatever their number; the call blocks
   * while it reads, seals and forces. Either every recipient that could be accepted has its own copy afterwards, or none has.
   *
   * @param envelope
   *          whom it is from and for
   * @param content
   *          the message as RFC 5322 writes it; read to its end and not closed
   * @return one disposition for each recipient of the envelope, in its order
   * @throws IOException
   *           when reading the content fails; nothing is stored then
   */
  List<Disposition> accept(Envelope envelope, InputStream content) throws IOException;
}
