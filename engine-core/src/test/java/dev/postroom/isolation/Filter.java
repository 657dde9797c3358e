package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.message.MessageQuery;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A query, and which messages it should find. */
record Filter(String name, MessageQuery query, Predicate<LetterNode> selects) {

  static Filter all() {
    return new Filter("all", MessageQuery.all(), letter -> true);
  }

  /** One of the usual queries, or one by an author, a recipient or a thread, which may be another mailbox's. */
  static Filter any(Turn turn) {
    List<LetterNode> letters =
        turn.world().model.mailboxes().stream().flatMap(mailbox -> mailbox.letters.stream()).toList();
    Optional<LetterNode> some = turn.any(letters);
    return switch (turn.random().nextInt(some.isEmpty() ? 5 : 8)) {
      case 0 -> new Filter("inbox", MessageQuery.inbox(),
          letter -> !letter.flags.contains(Flag.ARCHIVED) && !letter.isSent());
      case 1 -> new Filter("unread", MessageQuery.unread(),
          letter -> letter.flags.contains(Flag.UNREAD) && !letter.flags.contains(Flag.ARCHIVED) && !letter.isSent());
      case 2 -> new Filter("archived", MessageQuery.archived(), letter -> letter.flags.contains(Flag.ARCHIVED));
      case 3 -> all();
      case 4 -> new Filter("sent", MessageQuery.sent(), LetterNode::isSent);
      case 5 -> from(some.orElseThrow().written.author());
      case 6 -> to(some.orElseThrow().recipient);
      default -> inThread(some.orElseThrow().thread);
    };
  }

  private static Filter from(EmailAddress author) {
    return new Filter("from " + author, MessageQuery.all().from(author),
        letter -> letter.written.author().equals(author));
  }

  private static Filter to(EmailAddress recipient) {
    return new Filter("to " + recipient, MessageQuery.all().to(recipient),
        letter -> letter.addressees.contains(recipient));
  }

  private static Filter inThread(ThreadId thread) {
    return new Filter("thread " + thread, MessageQuery.all().inThread(thread),
        letter -> letter.thread.equals(thread));
  }
}
