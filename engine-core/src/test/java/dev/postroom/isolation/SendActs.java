package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.session.MailboxSession;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done with the methods by which a mailbox's session sends. */
final class SendActs {
  private SendActs() {}

  /** What is done once the session is open. */
  private interface Within {
    void perform(Turn turn, MailboxNode mailbox, MailboxSession session);
  }

  /** Sends. */
  private interface Call {
    SendReceipt send(MailboxSession session, MessageId original, OutgoingMessage message);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    add(table, "send", OutgoingMessage.class, SendActs::send);
    add(table, "explain", OutgoingMessage.class, SendActs::explain);
    addFollowing(table, "reply", OutgoingMessage.class, MailboxSession::reply);
    addFollowing(table, "replyAll", OutgoingMessage.class, MailboxSession::replyAll);
    addFollowing(table, "forward", OutgoingMessage.class, MailboxSession::forward);
    add(table, "reply", String.class, SendActs::replyInAWord);
    add(table, "autoReply", OutgoingMessage.class, (turn, mailbox, session) -> autoReply(turn, mailbox, session,
        (own, original, message) -> own.autoReply(original, message)));
    add(table, "autoReply", String.class, (turn, mailbox, session) -> autoReply(turn, mailbox, session,
        (own, original, message) -> own.autoReply(original, "Automatic")));
  }

  private static void add(Map<Method, SessionMethods.Act> table, String name, Class<?> last, Within act) {
    SessionMethods.put(table, MailboxSession.class, name, last, turn -> turn.someMailbox()
        .ifPresent(mailbox -> turn.open(mailbox).ifPresent(session -> act.perform(turn, mailbox, session))));
  }

  private static void addFollowing(Map<Method, SessionMethods.Act> table, String name, Class<?> last, Call call) {
    add(table, name, last, (turn, mailbox, session) -> follow(turn, mailbox, session, name, call));
  }

  private static boolean hasRoom(MailboxNode mailbox) {
    return mailbox.letters.size() < Post.MOST_LETTERS;
  }

  private static void send(Turn turn, MailboxNode mailbox, MailboxSession session) {
    if (!hasRoom(mailbox)) {
      return;
    }
    Saying saying = Saying.any(turn, mailbox);
    Sending sending = new Sending(turn, mailbox, saying, Set.of());
    OutgoingMessage message = sending.message();
    if (turn.chance(60)) {
      sending.send(turn.refusal(Permission.SEND, mailbox), () -> session.send(message), receipt -> {
      });
    } else {
      sendOnce(turn, mailbox, session, sending, message);
    }
  }

  /** The same keys are used in all mailboxes, and some with the workspace's secret in them. */
  private static void sendOnce(Turn turn, MailboxNode mailbox, MailboxSession session, Sending sending,
      OutgoingMessage message) {
    String key = (turn.chance(50) ? mailbox.above.secret() : "key") + turn.random().nextInt(2);
    Optional<MailboxNode.SentOnce> before = Optional.ofNullable(mailbox.sentOnce.get(key));
    Optional<FailureReason> refusal = turn.refusal(Permission.SEND, mailbox);
    if (before.isEmpty()) {
      OutgoingMessage keyed = message.idempotencyKey(key);
      sending.send(refusal, () -> session.send(keyed), sent -> mailbox.sentOnce.put(key,
          new MailboxNode.SentOnce(keyed, sent.receipt())));
    } else if (turn.chance(50)) {
      turn.expect(refusal, () -> session.send(before.get().message()))
          .ifPresent(again -> assertThat(again).isEqualTo(before.get().receipt()));
    } else {
      turn.expect(refusal.or(() -> Optional.of(FailureReason.IDEMPOTENCY_CONFLICT)),
          () -> session.send(message.idempotencyKey(key)));
    }
  }

  private static void explain(Turn turn, MailboxNode mailbox, MailboxSession session) {
    Saying saying = Saying.any(turn, mailbox);
    OutgoingMessage message = saying.message(turn.world(), false);
    List<Judge.Verdict> expected =
        new Judge(turn.world(), turn.key(), mailbox).verdicts(saying.from(), saying.recipients());
    turn.expect(turn.refusal(Permission.READ_USAGE, mailbox), () -> session.explain(message))
        .ifPresent(explanations -> {
          assertThat(explanations).extracting(Explanation::outcome)
              .extracting(Judge::word)
              .containsExactlyElementsOf(expected.stream().map(Judge.Verdict::outcome).toList());
          for (int i = 0; i < expected.size(); i++) {
            Optional<Explanation.Rule> shown = explanations.get(i).rule();
            expected.get(i).rule().ifPresent(rule -> assertThat(shown).contains(rule));
          }
        });
  }

  private static Optional<FailureReason> refusalToFollow(Turn turn, MailboxNode mailbox,
      Target<LetterNode, MessageId> original) {
    return turn.refusal(Permission.READ, mailbox)
        .or(() -> ReaderActs.refusal(turn, Permission.SEND, mailbox, original));
  }

  /** What is forwarded is said again, so a secret stays within. */
  private static void follow(Turn turn, MailboxNode mailbox, MailboxSession session, String name, Call call) {
    Target<LetterNode, MessageId> original = ReaderActs.target(turn, mailbox);
    boolean isSecret = original.node().filter(letter -> letter.written.isSecret()).isPresent();
    if (!hasRoom(mailbox)) {
      return;
    }
    Saying saying = Saying.any(turn, mailbox, isSecret);
    Sending sending = new Sending(turn, mailbox, saying,
        original.node().map(letter -> letter.written.words()).orElse(Set.of()));
    OutgoingMessage message = sending.message();
    Optional<FailureReason> refusal = refusalToFollow(turn, mailbox, original);
    if (original.node().isEmpty()) {
      turn.expectAt(original, refusal, id -> call.send(session, id, message));
      return;
    }
    LetterNode answered = original.node().get();
    sending.send(refusal, () -> call.send(session, answered.id, message), sent -> {
      boolean isAnswer = !name.equals("forward");
      assertThat(sent.letter().thread.equals(answered.thread)).as("goes on with the thread").isEqualTo(isAnswer);
    });
  }

  /** To the author of what was received, under its subject. */
  private static void replyInAWord(Turn turn, MailboxNode mailbox, MailboxSession session) {
    Target<LetterNode, MessageId> original = ReaderActs.target(turn, mailbox);
    Optional<FailureReason> refusal = refusalToFollow(turn, mailbox, original);
    if (original.node().isEmpty()) {
      turn.expectAt(original, refusal, id -> session.reply(id, "In a word"));
      return;
    }
    LetterNode answered = original.node().get();
    EmailAddress author = answered.written.author();
    Optional<EmailAddress> from = Optional.of(answered.recipient)
        .filter(address -> mailbox.slots().stream().anyMatch(slot -> slot.address().equals(address)));
    boolean isOwn = !turn.world().model.own(mailbox, author).isEmpty();
    if (answered.isSent() || isOwn || from.isEmpty() || !hasRoom(mailbox)) {
      return;
    }
    Saying saying = new Saying(from.get(), List.of(author), List.of(), Set.of(mailbox.above),
        answered.written.isSecret(), answer(answered.written.subject()), "In a word");
    Sending sending = new Sending(turn, mailbox, saying, answered.written.words());
    if (!sending.needsALaterTime()) {
      sending.send(refusal, () -> session.reply(answered.id, "In a word"),
          sent -> assertThat(sent.letter().thread).isEqualTo(answered.thread));
    }
  }

  private static String answer(String subject) {
    return subject.startsWith("Re: ") ? subject : "Re: " + subject;
  }

  /** Strangers cannot be written to, and what came from another mailbox is left alone: its answer goes to a return path. */
  private static void autoReply(Turn turn, MailboxNode mailbox, MailboxSession session, Call call) {
    Target<LetterNode, MessageId> original = ReaderActs.target(turn, mailbox);
    Optional<FailureReason> refusal = refusalToFollow(turn, mailbox, original);
    boolean hasAddress = !mailbox.slots().isEmpty();
    if (original.node().filter(letter -> letter.isSent() || !hasAddress || letter.mail.isEmpty()).isPresent()) {
      return;
    }
    OutgoingMessage message = OutgoingMessage.ofText("Automatic");
    turn.expectAt(original, refusal, id -> call.send(session, id, message)).ifPresent(receipt -> {
      assertThat(receipt.sent()).isEmpty();
      assertThat(receipt.outcomes()).extracting(Judge::word)
          .containsExactly(Judge.word(RefusalReason.NOT_DELIVERABLE));
    });
  }
}
