package dev.postroom.inbound;

import java.io.IOException;
import java.io.Serial;

/**
 * Thrown by a content as it is read, when who hands it over refuses it: a listener, because of a rule of its protocol. The engine
 * stores nothing, notes the reason for each recipient, and throws it on.
 */
public class ContentRefusedException extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final RejectReason reason;

  /**
   * Makes the refusal.
   *
   * @param reason
   *          why
   */
  public ContentRefusedException(RejectReason reason) {
    super("content refused: " + reason);
    this.reason = reason;
  }

  /**
   * Why.
   *
   * @return the reason
   */
  public final RejectReason reason() {
    return reason;
  }
}
