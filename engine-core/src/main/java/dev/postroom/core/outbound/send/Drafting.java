package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.compose.Ancestors;
import dev.postroom.core.compose.Answers;
import dev.postroom.core.compose.Content;
import dev.postroom.core.compose.Forwarding;
import dev.postroom.core.compose.Origin;
import dev.postroom.core.compose.Original;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mailbox.StoredMessage;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.OutgoingMessage;
import java.util.Optional;

/** From what somebody says to a draft: what an answer or a forwarded message takes from its original, and whom it is written from. */
final class Drafting {
  private final Authors authors;
  private final Messages messages;
  private final Forwarding forwarding;

  Drafting(Authors authors, Messages messages, Forwarding forwarding) {
    this.authors = authors;
    this.messages = messages;
    this.forwarding = forwarding;
  }

  Draft message(Scope.OfMailbox mailbox, OutgoingMessage said) {
    Authors.Identity identity = authors.identity(mailbox);
    return draft(said, Content.of(said), author(identity, said, Optional.empty()), Ancestors.none(),
        Optional.empty());
  }

  Draft reply(Scope.OfMailbox mailbox, MessageId original, OutgoingMessage said) {
    StoredMessage stored = messages.stored(mailbox, original);
    Authors.Identity identity = authors.identity(mailbox);
    OutgoingMessage complete = new Answers(identity.own(stored.trace())).toAuthor(said, original(stored));
    return answer(identity, stored, complete);
  }

  Draft replyAll(Scope.OfMailbox mailbox, MessageId original, OutgoingMessage said) {
    StoredMessage stored = messages.stored(mailbox, original);
    Authors.Identity identity = authors.identity(mailbox);
    OutgoingMessage complete = new Answers(identity.own(stored.trace())).toAll(said, original(stored));
    return answer(identity, stored, complete);
  }

  private static Draft answer(Authors.Identity identity, StoredMessage stored, OutgoingMessage complete) {
    return draft(complete, Content.of(complete), author(identity, complete, Optional.of(stored)),
        Ancestors.ofAnswer(stored.outline().threading()), Optional.of(stored.row().thread()));
  }

  Draft forward(Scope.OfMailbox mailbox, MessageId original, OutgoingMessage said) {
    StoredMessage stored = messages.stored(mailbox, original);
    Authors.Identity identity = authors.identity(mailbox);
    OutgoingMessage complete = forwarding.titled(said, original(stored));
    return draft(complete, forwarding.content(complete, original(stored)),
        author(identity, complete, Optional.of(stored)), Ancestors.ofForward(stored.outline().threading()),
        Optional.empty());
  }

  /** An answer by a machine, whose recipient was decided by the rules for such answers. */
  Draft automaticReply(Authors.Identity identity, StoredMessage stored, OutgoingMessage complete) {
    Draft answer = answer(identity, stored, complete);
    return new Draft(answer.message(), answer.content(), answer.author(), answer.ancestors(), Origin.AUTOMATIC,
        answer.thread());
  }

  private static Draft draft(OutgoingMessage message, Content content, Author author, Ancestors ancestors,
      Optional<ThreadId> thread) {
    return new Draft(message, content, author, ancestors, Origin.WRITTEN, thread);
  }

  /** The address that is said; or the one that the original was sent to, so that an alias answers as itself; or the primary one. */
  private static Author author(Authors.Identity identity, OutgoingMessage message, Optional<StoredMessage> original) {
    EmailAddress address = message.from()
        .or(() -> original.map(stored -> stored.trace().recipient()).filter(identity.addresses()::contains))
        .orElseGet(identity::primary);
    return identity.author(address);
  }

  static Original original(StoredMessage stored) {
    return new Original(stored.outline(), stored.source(),
        stored.row().flags().contains(Flag.SENT) ? Original.Way.SENT : Original.Way.RECEIVED);
  }
}
