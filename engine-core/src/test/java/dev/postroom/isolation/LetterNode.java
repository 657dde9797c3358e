package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.message.MessageSummary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A message in one mailbox as it should be: received from outside, sent, or received from another mailbox. */
final class LetterNode {
  final MessageId id;
  final Optional<Mail> mail;
  final Written written;
  final byte[] raw;
  final EmailAddress recipient;
  final Set<EmailAddress> addressees = new HashSet<>();
  final ThreadId thread;
  final Set<Flag> flags;
  final List<ParcelNode> parcels = new ArrayList<>();

  /** Mail from outside. */
  LetterNode(MessageId id, Mail mail, EmailAddress recipient, ThreadId thread) {
    this(id, Optional.of(mail), Written.of(mail), mail.octets(), recipient, thread, EnumSet.of(Flag.UNREAD));
  }

  /** A message that was sent, in the mailbox that has sent it, to all of these. */
  static LetterNode sent(MessageId id, Written written, byte[] raw, ThreadId thread, List<EmailAddress> recipients) {
    LetterNode letter =
        new LetterNode(id, Optional.empty(), written, raw, written.author(), thread, EnumSet.of(Flag.SENT));
    letter.addressees.remove(written.author());
    letter.addressees.addAll(recipients);
    return letter;
  }

  /** The same where it has arrived. */
  static LetterNode arrived(MessageId id, Written written, byte[] raw, EmailAddress recipient, ThreadId thread) {
    return new LetterNode(id, Optional.empty(), written, raw, recipient, thread, EnumSet.of(Flag.UNREAD));
  }

  private LetterNode(MessageId id, Optional<Mail> mail, Written written, byte[] raw, EmailAddress recipient,
      ThreadId thread, Set<Flag> flags) {
    this.id = id;
    this.mail = mail;
    this.written = written;
    this.raw = raw;
    this.recipient = recipient;
    this.thread = thread;
    this.flags = flags;
    addressees.addAll(written.people());
    addressees.add(recipient);
  }

  boolean isSent() {
    return flags.contains(Flag.SENT);
  }

  boolean isOnItsWay() {
    return parcels.stream().anyMatch(ParcelNode::isWaiting);
  }

  boolean isShownAs(MessageSummary shown) {
    return shown.thread().equals(thread)
        && shown.id().equals(id)
        && shown.flags().equals(flags)
        && shown.subject().equals(written.subject())
        && shown.size() == raw.length
        && shown.snippet().equals(written.snippet())
        && shown.attachments().size() == (written.attached().isPresent() ? 1 : 0);
  }

  @Override
  public String toString() {
    return id + " " + flags + ' ' + written + " to " + recipient + " in " + thread;
  }
}
