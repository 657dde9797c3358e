package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.message.MessageSummary;
import java.util.EnumSet;
import java.util.Set;

/** A message in one mailbox as it should be. */
final class LetterNode {
  final MessageId id;
  final Mail mail;
  final byte[] raw;
  final EmailAddress recipient;
  final ThreadId thread;
  final Set<Flag> flags = EnumSet.of(Flag.UNREAD);

  LetterNode(MessageId id, Mail mail, EmailAddress recipient, ThreadId thread) {
    this.id = id;
    this.mail = mail;
    this.raw = mail.octets();
    this.recipient = recipient;
    this.thread = thread;
  }

  boolean isShownAs(MessageSummary shown) {
    return shown.thread().equals(thread)
        && shown.id().equals(id)
        && shown.flags().equals(flags)
        && shown.subject().equals(mail.subject())
        && shown.size() == raw.length
        && shown.snippet().equals(mail.text())
        && shown.attachments().size() == (mail.attachment().isPresent() ? 1 : 0);
  }

  @Override
  public String toString() {
    return id + " " + flags + ' ' + mail + " to " + recipient + " in " + thread;
  }
}
