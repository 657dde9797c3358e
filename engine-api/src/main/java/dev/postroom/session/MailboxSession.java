package dev.postroom.session;

import dev.postroom.id.MessageId;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import java.util.List;

/**
 * What a key can do in one mailbox: read, with {@code ORGANIZE} put in order, with {@code SEND} write. The changes are forced to the disk
 * when a call returns.
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
   * Deletes a message for good. Of one that was sent from here, its deliveries and what is known of its idempotency key stay, sealed
   * as they are, for at least 30 days: so that a late bounce is learnt from, and the same send is not made twice. Needs
   * {@code ORGANIZE}.
   *
   * @param message
   *          the message
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code WRONG_STATE} while it is on its way to a recipient
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  void delete(MessageId message);

  /**
   * Sends a message, and keeps it in this mailbox. When this returns it is forced to the disk, and leaves when it is due. Needs
   * {@code SEND}.
   *
   * <p>
   * The same {@linkplain OutgoingMessage#idempotencyKey idempotency key} with the same content gives the first receipt again, and
   * sends nothing. A send that queued nothing leaves nothing behind, and its key can be used anew.
   *
   * @param message
   *          what to whom
   * @return one outcome for each recipient
   * @throws dev.postroom.error.InvalidInputException
   *           when it has no recipient, more than 1,000, a time to be sent over a year ahead, or an attachment that cannot be
   *           read; nothing is sent then
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code IDEMPOTENCY_CONFLICT} when its idempotency key was used for other content, or
   *           {@code IDEMPOTENCY_IN_FLIGHT} when a send with this key is under way, which may be asked again
   */
  SendReceipt send(OutgoingMessage message);

  /**
   * Answers a message as a person or an agent does, in its thread. Recipients and subject come from the original, unless they are
   * said. Needs {@code READ} and {@code SEND}; otherwise as {@link #send}.
   *
   * @param original
   *          the message to answer
   * @param answer
   *          the answer
   * @return one outcome for each recipient
   * @throws dev.postroom.error.NotFoundException
   *           when the original is not in this mailbox
   * @throws dev.postroom.error.InvalidInputException
   *           when there is nobody to answer
   */
  SendReceipt reply(MessageId original, OutgoingMessage answer);

  /**
   * Answers a message with a text.
   *
   * @param original
   *          the message to answer
   * @param text
   *          the answer
   * @return one outcome for each recipient
   */
  default SendReceipt reply(MessageId original, String text) {
    return reply(original, OutgoingMessage.ofText(text));
  }

  /**
   * Answers a message to all who took part, but for this mailbox's own addresses; otherwise as
   * {@link #reply(MessageId, OutgoingMessage)}.
   *
   * @param original
   *          the message to answer
   * @param answer
   *          the answer
   * @return one outcome for each recipient
   */
  SendReceipt replyAll(MessageId original, OutgoingMessage answer);

  /**
   * Hands a message on to others, with its texts and attachments. Needs {@code READ} and {@code SEND}; otherwise as {@link #send}.
   *
   * @param original
   *          the message to forward
   * @param cover
   *          to whom, and what to say before it
   * @return one outcome for each recipient
   * @throws dev.postroom.error.NotFoundException
   *           when the original is not in this mailbox
   */
  SendReceipt forward(MessageId original, OutgoingMessage cover);

  /**
   * Answers a message automatically (RFC 3834): marked as such, to the envelope's sender, never to automatic mail or to this mailbox
   * itself, and at most three times to one peer in one thread and ten times in all of it. Needs {@code READ} and {@code SEND}; otherwise
   * as {@link #send}.
   *
   * @param original
   *          the message to answer
   * @param answer
   *          the answer; recipients that it names are refused
   * @return one outcome, or none when the original has no sender to answer
   */
  SendReceipt autoReply(MessageId original, OutgoingMessage answer);

  /**
   * Answers a message automatically with a text.
   *
   * @param original
   *          the message to answer
   * @param text
   *          the answer
   * @return as {@link #autoReply(MessageId, OutgoingMessage)}
   */
  default SendReceipt autoReply(MessageId original, String text) {
    return autoReply(original, OutgoingMessage.ofText(text));
  }

  /**
   * What {@link #send} would answer now if its idempotency key were new, and which rule decides it. Sends, keeps and counts nothing.
   * Needs {@code READ_USAGE}.
   *
   * @param message
   *          what to whom
   * @return one explanation for each recipient
   */
  List<Explanation> explain(OutgoingMessage message);

  /**
   * The messages of this mailbox on their way out.
   *
   * @return the deliveries, each call of which is authorized on its own
   */
  Deliveries deliveries();

  /**
   * What may pass at this mailbox, and how much of it.
   *
   * @return the policy, each call of which is authorized on its own
   */
  MailboxPolicy policy();

  /**
   * The reading half of this session, as an object of its own that no cast turns back.
   *
   * @return a reader of the same mailbox with the same key
   */
  MailboxReader readOnly();
}
