package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.session.MailboxSession;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is done with the methods by which a mailbox's session changes something. */
final class MailboxActs {
  private MailboxActs() {}

  static void addTo(Map<Method, SessionMethods.Act> table) {
    change(table, "markRead", MailboxSession::markRead, (mailbox, letter) -> letter.flags.remove(Flag.UNREAD));
    change(table, "markUnread", MailboxSession::markUnread, (mailbox, letter) -> letter.flags.add(Flag.UNREAD));
    change(table, "archive", MailboxSession::archive, (mailbox, letter) -> letter.flags.add(Flag.ARCHIVED));
    change(table, "unarchive", MailboxSession::unarchive, (mailbox, letter) -> letter.flags.remove(Flag.ARCHIVED));
    SessionMethods.put(table, MailboxSession.class, "delete", turn -> turn.someMailbox()
        .ifPresent(mailbox -> turn.open(mailbox).ifPresent(session -> delete(turn, mailbox, session))));
    SessionMethods.put(table, MailboxSession.class, "readOnly", turn -> turn.someMailbox()
        .ifPresent(mailbox -> turn.open(mailbox)
            .ifPresent(session -> assertThat(session.readOnly()).isNotInstanceOf(MailboxSession.class)
                .extracting(reader -> reader.id())
                .isEqualTo(mailbox.scope().mailbox()))));
  }

  private static void delete(Turn turn, MailboxNode mailbox, MailboxSession session) {
    Target<LetterNode, MessageId> target = ReaderActs.target(turn, mailbox);
    Optional<FailureReason> onItsWay =
        target.node().filter(LetterNode::isOnItsWay).map(letter -> FailureReason.WRONG_STATE);
    turn.expectAt(target, ReaderActs.refusal(turn, Permission.ORGANIZE, mailbox, target).or(() -> onItsWay), id -> {
      session.delete(id);
      return id;
    }).ifPresent(done -> mailbox.delete(target.node().orElseThrow()));
  }

  private static void change(Map<Method, SessionMethods.Act> table, String name,
      BiConsumer<MailboxSession, MessageId> call, BiConsumer<MailboxNode, LetterNode> effect) {
    SessionMethods.put(table, MailboxSession.class, name, turn -> turn.someMailbox()
        .ifPresent(mailbox -> turn.open(mailbox).ifPresent(session -> {
          Target<LetterNode, MessageId> target = ReaderActs.target(turn, mailbox);
          turn.expectAt(target, ReaderActs.refusal(turn, Permission.ORGANIZE, mailbox, target), id -> {
            call.accept(session, id);
            return id;
          }).ifPresent(done -> effect.accept(mailbox, target.node().orElseThrow()));
        })));
  }
}
