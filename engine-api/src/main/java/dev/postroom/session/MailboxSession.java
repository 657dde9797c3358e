package dev.postroom.session;

import dev.postroom.id.MessageId;

/**
 * What a key with {@code READ} and {@code ORGANIZE} can do in one mailbox. The changes are forced to the disk when a call returns.
 */
public interface MailboxSession extends MailboxReader {

  /**
   * Marks a message as read. Needs {@code ORGANIZE}.
   *
   * @param message
   *          the message
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void markRead(MessageId message);

  /**
   * Marks a message as unread. Needs {@code ORGANIZE}.
   *
   * @param message
   *          the message
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void markUnread(MessageId message);

  /**
   * Puts a message away: kept, and left out of {@code MessageQuery.inbox()}. Needs {@code ORGANIZE}.
   *
   * @param message
   *          the message
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void archive(MessageId message);

  /**
   * Takes a message back into the inbox. Needs {@code ORGANIZE}.
   *
   * @param message
   *          the message
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void unarchive(MessageId message);

  /**
   * Deletes a message for good. Needs {@code ORGANIZE}.
   *
   * @param message
   *          the message
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void delete(MessageId message);

  /**
   * The reading half of this session, as an object of its own that no cast turns back.
   *
   * @return a reader of the same mailbox with the same key
   */
  MailboxReader readOnly();
}
