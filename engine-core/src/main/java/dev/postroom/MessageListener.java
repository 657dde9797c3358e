package dev.postroom;

import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;

/**
 * Is told of every message that arrives, whatever mailbox it is for: the operator's own ear. It is called on virtual threads: those of a
 * mailbox in their order, those of a workspace one after the other, those of up to 64 workspaces at the same time. Being slow delays
 * neither mail nor other workspaces, and throwing not even the other mailboxes.
 */
@FunctionalInterface
public interface MessageListener {

  /**
   * Deals with a message. It is told at least once, also after a restart, and after that again of messages that it has dealt with
   * since the oldest that it has not. When this throws it is told again after pauses that grow, four times, and then no more; but while the
   * store or a key is not to be had, which this may throw on as the engine threw it, until they are.
   *
   * @param inbox
   *          the mailbox, with every permission
   * @param mail
   *          the message
   * @throws Exception
   *           when it could not be dealt with
   */
  void onMessage(MailboxSession inbox, MessageSummary mail) throws Exception;
}
