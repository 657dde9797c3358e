package dev.postroom.core.compose;

import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.Outline;

/**
 * A stored message that is answered or passed on.
 *
 * @param outline
 *          what is known of it
 * @param source
 *          its octets
 * @param way
 *          how it came to be in the mailbox
 */
public record Original(Outline outline, MessageSource source, Way way) {

  /** How a message came to be in a mailbox. What its From field says decides nothing: anybody can write anything there. */
  public enum Way {
    /** Somebody sent it here. */
    RECEIVED,
    /** It was sent from here. */
    SENT
  }
}
