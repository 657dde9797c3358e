package dev.postroom.session;

import dev.postroom.policy.SendingPause;
import java.util.Optional;

/** The policy of a mailbox. */
public interface MailboxPolicy extends SuppressionPolicy {

  /**
   * Whether sending is paused. Needs {@code READ_USAGE}.
   *
   * @return since when and why; empty when it is not
   */
  Optional<SendingPause> pause();

  /** Pauses sending; what is queued waits. A second call does nothing. Needs {@code MANAGE_POLICY}. */
  void pauseSending();

  /**
   * Has sending go on; from then on the rates of bounces and complaints are counted anew. A second call does nothing. Needs
   * {@code MANAGE_POLICY}.
   */
  void resumeSending();
}
