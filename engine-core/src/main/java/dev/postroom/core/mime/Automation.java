package dev.postroom.core.mime;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What keeps automatic mail from being answered automatically, and mail from going in circles.
 *
 * @param signs
 *          that no person wrote this message to this reader
 * @param received
 *          how many relays say that it went through them
 */
public record Automation(Set<Sign> signs, int received) {

  /** A sign of automatic mail. */
  public enum Sign {
    /** Auto-Submitted says something else than no (RFC 3834, section 5). */
    AUTO_SUBMITTED,
    /** Precedence is bulk, junk or list. */
    BULK,
    /** It came through a mailing list (RFC 2369, RFC 2919). */
    LIST,
    /** The sender asks for no automatic answer. */
    ANSWERS_UNWANTED
  }

  /** Copies the set. */
  public Automation {
    signs = signs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(signs));
  }
}
