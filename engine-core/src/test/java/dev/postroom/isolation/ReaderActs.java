package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MessageId;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is done with each method of a mailbox's reader, of which a mailbox's session is one. */
final class ReaderActs {
  private static final String ATTACHMENT = "2";

  private ReaderActs() {}

  /** What is done once the session is open. */
  private interface Within {
    void perform(Turn turn, MailboxNode mailbox, MailboxReader reader);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    add(table, "id", (turn, mailbox, reader) -> assertThat(reader.id()).isEqualTo(mailbox.scope().mailbox()));
    add(table, "describe", ReaderActs::describe);
    add(table, "list", ReaderActs::list);
    add(table, "read", (turn, mailbox, reader) -> read(turn, mailbox, reader, target(turn, mailbox)));
    add(table, "openRaw", (turn, mailbox, reader) -> openRaw(turn, mailbox, reader, target(turn, mailbox)));
    add(table, "openAttachment",
        (turn, mailbox, reader) -> openAttachment(turn, mailbox, reader, target(turn, mailbox)));
  }

  private static void add(Map<Method, SessionMethods.Act> table, String name, Within act) {
    SessionMethods.put(table, MailboxReader.class, name, turn -> turn.someMailbox()
        .ifPresent(mailbox -> turn.open(mailbox)
            .ifPresent(session -> act.perform(turn, mailbox, turn.chance(50) ? session : session.readOnly()))));
  }

  static Target<LetterNode, MessageId> target(Turn turn, MailboxNode mailbox) {
    List<LetterNode> all = turn.world().model.mailboxes().stream().flatMap(box -> box.letters.stream()).toList();
    return Target.pick(mailbox.letters, all, letter -> letter.id, turn.world().absentIds.message(), turn.random());
  }

  static Optional<FailureReason> refusal(Turn turn, Permission needed, MailboxNode mailbox,
      Target<LetterNode, MessageId> target) {
    return turn.refusal(needed, mailbox)
        .or(() -> target.node().isPresent() ? Optional.empty() : Optional.of(FailureReason.NOT_FOUND));
  }

  static void describe(Turn turn, MailboxNode mailbox, MailboxReader reader) {
    turn.expect(turn.refusal(Permission.READ, mailbox), reader::describe)
        .ifPresent(shown -> WorkspaceActs.assertShown(mailbox, shown));
  }

  static void list(Turn turn, MailboxNode mailbox, MailboxReader reader) {
    Filter filter = Filter.any(turn);
    new Lists(turn).list("messages " + mailbox.scope().mailbox() + ' ' + filter.name(),
        turn.refusal(Permission.READ, mailbox), page -> reader.list(paged(filter.query(), page)),
        mailbox.newestFirst(filter.selects()), letter -> letter.id.toString(), shown -> shown.id().toString(),
        LetterNode::isShownAs);
  }

  static MessageQuery paged(MessageQuery query, PageRequest page) {
    MessageQuery limited = query.limit(page.limit());
    return page.after().map(limited::after).orElse(limited);
  }

  static void read(Turn turn, MailboxNode mailbox, MailboxReader reader, Target<LetterNode, MessageId> target) {
    turn.expectAt(target, refusal(turn, Permission.READ, mailbox, target), reader::read)
        .ifPresent(message -> assertShown(target.node().orElseThrow(), message));
  }

  private static void assertShown(LetterNode letter, Message shown) {
    assertThat(letter.isShownAs(shown.summary())).as("summary %s", shown).isTrue();
    assertThat(shown.text().orElseThrow().content().strip()).isEqualTo(letter.written.text());
    assertThat(shown.trace().recipient()).isEqualTo(letter.recipient);
    assertThat(shown.references()).hasSize(letter.written.references());
  }

  static void openRaw(Turn turn, MailboxNode mailbox, MailboxReader reader, Target<LetterNode, MessageId> target) {
    turn.expectAt(target, refusal(turn, Permission.READ, mailbox, target), id -> octets(() -> reader.openRaw(id)))
        .ifPresent(octets -> assertThat(octets).isEqualTo(target.node().orElseThrow().raw));
  }

  static void openAttachment(Turn turn, MailboxNode mailbox, MailboxReader reader,
      Target<LetterNode, MessageId> target) {
    Optional<FailureReason> noSuchPart = target.node().flatMap(letter -> letter.written.attached()).isPresent()
        ? Optional.empty()
        : Optional.of(FailureReason.NOT_FOUND);
    turn.expectAt(target, refusal(turn, Permission.READ, mailbox, target).or(() -> noSuchPart),
        id -> octets(() -> reader.openAttachment(id, ATTACHMENT)))
        .ifPresent(octets -> assertThat(new String(octets, StandardCharsets.UTF_8).strip())
            .isEqualTo(target.node().orElseThrow().written.attached().orElseThrow()));
  }

  static byte[] octets(Supplier<InputStream> opening) {
    try (InputStream stream = opening.get()) {
      return stream.readAllBytes();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
