package dev.postroom;

import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;

/**
 * Is told of every message that arrives, whatever mailbox it is for: the operator's own ear. One message after the other, on a
 * virtual thread; being slow or throwing delays neither mail nor anybody else.
 */
@FunctionalInterface
public interface MessageListener {

  /**
   * Deals with a message. It is told at least once, also after a restart; when this throws it is told again some times.
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
