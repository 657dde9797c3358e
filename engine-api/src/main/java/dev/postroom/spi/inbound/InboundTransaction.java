package dev.postroom.spi.inbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RecipientAnswer;
import java.io.IOException;
import java.io.InputStream;

/**
 * One message on its way in: recipients first, then the content, once. Used by one thread. Nothing is thrown for what the engine
 * cannot do: it answers, so that a transport can answer its peer.
 */
public interface InboundTransaction extends AutoCloseable {

  /**
   * Routes one recipient and readies its mailbox's key. Accepted recipients are remembered; the same mailbox twice is stored once.
   *
   * @param recipient
   *          the forward-path
   * @return the answer; one that is not {@link RecipientAnswer.Accepted} leaves the transaction as it was
   */
  RecipientAnswer recipient(EmailAddress recipient);

  /**
   * Reads the content to its end and stores it for every accepted recipient, or for none.
   *
   * @param content
   *          the exact bytes of the message, dots unstuffed; not closed. It may be left unread when the answer is not
   *          {@link Reception.Stored}
   * @return the answer, given after the force to the disk
   * @throws IOException
   *           only when reading the content fails; nothing is stored then. A {@link dev.postroom.inbound.ContentRefusedException} is a
   *           refusal and is noted as one, anything else is a message that did not arrive
   * @throws IllegalStateException
   *           when no recipient was accepted, or a content was given before
   */
  Reception content(InputStream content) throws IOException;

  /** Lets go of what the transaction holds; what was stored stays. A second call does nothing. */
  @Override
  void close();
}
