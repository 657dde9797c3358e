package dev.postroom.inbound;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;

/** What became of a message for one recipient of its envelope. */
public sealed interface Disposition {

  /**
   * The recipient, as the envelope named it.
   *
   * @return the address
   */
  EmailAddress recipient();

  /**
   * Stored, sealed and forced to the disk.
   *
   * @param recipient
   *          the recipient
   * @param mailbox
   *          the mailbox that it is routed to
   * @param message
   *          the message's id in that mailbox
   */
  record Stored(EmailAddress recipient, MailboxId mailbox, MessageId message) implements Disposition {}

  /**
   * Not stored; may be tried again later.
   *
   * @param recipient
   *          the recipient
   * @param reason
   *          why
   */
  record Deferred(EmailAddress recipient, DeferReason reason) implements Disposition {}

  /**
   * Not stored, and will not be.
   *
   * @param recipient
   *          the recipient
   * @param reason
   *          why
   */
  record Rejected(EmailAddress recipient, RejectReason reason) implements Disposition {}
}
