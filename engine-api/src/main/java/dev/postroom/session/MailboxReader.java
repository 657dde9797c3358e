package dev.postroom.session;

import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.Page;
import dev.postroom.tenancy.Mailbox;
import java.io.InputStream;

/**
 * What a key with {@code READ} can see of one mailbox. Every call may fail as {@link KeyedAccess} says, and with
 * {@code AccessDeniedException} when the permission is missing; messages of other mailboxes are not found.
 */
public interface MailboxReader extends EventSource {

  /**
   * The mailbox.
   *
   * @return its id
   */
  MailboxId id();

  /**
   * What is known of the mailbox now: its addresses, its name, what is in it. Needs {@code READ}.
   *
   * @return the mailbox
   */
  Mailbox describe();

  /**
   * Lists messages, newest first. Costs the opening of each summary on the page, not of the messages. One that does not open hides
   * none of the others: it is listed as {@linkplain MessageSummary#isDamaged damaged}.
   *
   * @param query
   *          which messages, and how many of them
   * @return the page
   * @throws dev.postroom.error.InvalidCursorException
   *           when the cursor was altered or belongs to another mailbox or query
   */
  Page<MessageSummary> list(MessageQuery query);

  /**
   * Reads a message: its summary, its text and its trace. Reading does not mark it as read.
   *
   * @param message
   *          the message
   * @return the message; attachments are opened apart
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   * @throws dev.postroom.error.SealException
   *           when what is stored does not open
   */
  Message read(MessageId message);

  /**
   * Opens the exact bytes that were received, in bounded memory. Whether they may be read is asked again while they are: when the key
   * is revoked, or the place suspended or erased, reading on fails as a call would, at most 64 KiB later. A message that is deleted
   * meanwhile is read to its end.
   *
   * @param message
   *          the message
   * @return the bytes, to be closed by the caller; reading on fails with a {@code SealException} at the first damaged part
   * @throws dev.postroom.error.NotFoundException
   *           when it is not in this mailbox
   */
  InputStream openRaw(MessageId message);

  /**
   * Opens an attachment, decoded, in bounded memory. Reading on fails as with {@link #openRaw}.
   *
   * @param message
   *          the message
   * @param part
   *          the attachment's {@linkplain dev.postroom.message.AttachmentInfo#part() part number}
   * @return the decoded bytes, to be closed by the caller
   * @throws dev.postroom.error.NotFoundException
   *           when the message is not in this mailbox, or has no such part
   */
  InputStream openAttachment(MessageId message, String part);
}
