package dev.postroom.core.mailbox;

import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.Outline;
import dev.postroom.message.Trace;
import dev.postroom.spi.store.MessageRow;

/**
 * A message as it is stored, opened. Its text form shows no content.
 *
 * @param row
 *          its row
 * @param outline
 *          what is known of it
 * @param trace
 *          how it came here
 * @param source
 *          its octets
 */
public record StoredMessage(MessageRow row, Outline outline, Trace trace, MessageSource source) {

  @Override
  public String toString() {
    return "StoredMessage[" + row.id() + ']';
  }
}
