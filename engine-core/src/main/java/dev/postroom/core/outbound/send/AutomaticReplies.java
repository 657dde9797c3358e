package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.core.compose.AutomaticAnswer;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mailbox.StoredMessage;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.outbound.SendReceipt;
import java.util.Optional;

/**
 * Whether a machine may answer a message, and with which draft: by what the message says of itself, and by how often its peer was
 * answered.
 */
final class AutomaticReplies {
  private final Messages messages;
  private final Authors authors;
  private final Drafting drafting;
  private final AnswerCap cap;

  AutomaticReplies(Messages messages, Authors authors, Drafting drafting, AnswerCap cap) {
    this.messages = messages;
    this.authors = authors;
    this.drafting = drafting;
    this.cap = cap;
  }

  /** What comes of wanting to answer. */
  sealed interface Answer {
    /** It may be sent. */
    record Written(Draft draft) implements Answer {}

    /** It is not sent, and this is said of it. */
    record Withheld(SendReceipt receipt) implements Answer {}
  }

  Answer answer(Scope.OfMailbox mailbox, MessageId original, OutgoingMessage said) {
    StoredMessage stored = messages.stored(mailbox, original);
    Authors.Identity identity = authors.identity(mailbox);
    return switch (AutomaticAnswer.to(stored.outline(), stored.trace().sender(), identity.own(stored.trace()))) {
      case AutomaticAnswer.Withheld withheld -> withheld(stored, RefusalReason.AUTOMATIC_MAIL);
      case AutomaticAnswer.To to -> cap.isReached(mailbox, stored, to.recipient().address())
          ? withheld(stored, RefusalReason.ANSWERED_ENOUGH)
          : new Answer.Written(drafting.automaticReply(identity, stored, to.complete(said, stored.outline())));
    };
  }

  private static Answer withheld(StoredMessage original, RefusalReason reason) {
    return new Answer.Withheld(new SendReceipt(Optional.empty(), original.trace()
        .sender()
        .address()
        .stream()
        .<RecipientOutcome>map(peer -> new RecipientOutcome.Refused(peer, reason))
        .toList()));
  }
}
