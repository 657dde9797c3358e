package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.message.MessageSummary;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A message in one mailbox as it should be. */
final class LetterNode {
  final MessageId id;
  final Mail mail;
  final byte[] raw;
  final EmailAddress recipient;
  final Set<Flag> flags = EnumSet.of(Flag.UNREAD);
  Optional<ThreadId> thread = Optional.empty();

  LetterNode(MessageId id, Mail mail, EmailAddress recipient) {
    this.id = id;
    this.mail = mail;
    this.raw = mail.octets();
    this.recipient = recipient;
  }

  /** The thread is the engine's choice, and must stay what it was when it was first seen. */
  boolean isShownAs(MessageSummary shown) {
    thread = thread.or(() -> Optional.of(shown.thread()));
    return thread.filter(shown.thread()::equals).isPresent() && shown.id().equals(id)
        && shown.flags().equals(flags)
        && shown.subject().equals(mail.subject())
        && shown.size() == raw.length
        && shown.snippet().equals(mail.text())
        && shown.attachments().size() == (mail.attachment().isPresent() ? 1 : 0);
  }
}
