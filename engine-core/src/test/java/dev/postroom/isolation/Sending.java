package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.message.Message;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.SendReceipt;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One message that a mailbox is to send, what should be answered, and what should be there then.
 *
 * @param inherited
 *          the words that it takes over from what it follows
 */
record Sending(Turn turn, MailboxNode mailbox, Saying saying, Set<String> inherited) {
  private static final String ATTACHMENT = "2";

  /** A message that was sent. */
  record Sent(LetterNode letter, SendReceipt receipt) {}

  /** What could not be settled at once is sent for a time that never comes. */
  boolean needsALaterTime() {
    List<Judge.Verdict> verdicts = verdicts();
    List<EmailAddress> passing = saying.recipients()
        .stream()
        .filter(recipient -> verdicts.get(saying.recipients().indexOf(recipient)).outcome().equals(Judge.QUEUED))
        .toList();
    return !passing.isEmpty() && !turn.world().post.canSettle(mailbox, passing, saying.isSecret());
  }

  OutgoingMessage message() {
    return saying.message(turn.world(), turn.chance(40) || needsALaterTime());
  }

  private Judge judge() {
    return new Judge(turn.world(), turn.key(), mailbox);
  }

  private List<Judge.Verdict> verdicts() {
    return judge().verdicts(saying.from(), saying.recipients());
  }

  void send(Optional<FailureReason> refusal, Supplier<SendReceipt> call, Consumer<Sent> then) {
    List<Judge.Verdict> expected = verdicts();
    turn.expect(refusal, call).ifPresent(receipt -> {
      assertThat(receipt.outcomes()).extracting(RecipientOutcome::recipient)
          .containsExactlyElementsOf(saying.recipients());
      assertThat(receipt.outcomes()).extracting(Judge::word)
          .containsExactlyElementsOf(expected.stream().map(Judge.Verdict::outcome).toList());
      receipt.outcomes().forEach(outcome -> turn.world().ends.add(Judge.word(outcome)));
      assertThat(receipt.sent().isPresent()).isEqualTo(Judge.passing(expected) > 0);
      if (receipt.sent().isPresent()) {
        judge().count(Judge.passing(expected));
        then.accept(new Sent(kept(receipt), receipt));
      }
    });
  }

  private LetterNode kept(SendReceipt receipt) {
    SendReceipt.Sent sent = receipt.sent().orElseThrow();
    World world = turn.world();
    assertThat(world.model.mailboxes().stream().flatMap(other -> other.letters.stream()))
        .noneMatch(letter -> letter.id.equals(sent.message()));
    Message shown = world.post.asOperator(mailbox, session -> session.read(sent.message()));
    LetterNode letter = LetterNode.sent(sent.message(), written(shown), world.post.raw(mailbox, sent.message()),
        sent.thread(), saying.recipients());
    assertNothingOfBcc(letter);
    mailbox.letters.add(letter);
    receipt.outcomes()
        .stream()
        .filter(RecipientOutcome.Queued.class::isInstance)
        .map(RecipientOutcome.Queued.class::cast)
        .forEach(queued -> letter.parcels.add(new ParcelNode(letter, queued, judge().levels(), world.clock.instant())));
    if (letter.parcels.stream().noneMatch(parcel -> parcel.due.orElseThrow().isAfter(world.clock.instant()))) {
      world.post.settle(mailbox, letter.parcels);
    }
    return letter;
  }

  /** What is shown once must hold what was said, and must be shown like that for ever. */
  private Written written(Message shown) {
    String text = shown.text().orElseThrow().content().strip();
    assertThat(shown.summary().subject()).isEqualTo(saying.subject());
    assertThat(text).startsWith(saying.text());
    Set<String> words = new HashSet<>(inherited);
    saying.people().forEach(workspace -> words.add(workspace.canary));
    Optional<String> attached = shown.summary()
        .attachments()
        .stream()
        .findFirst()
        .map(file -> turn.world().post.asOperator(mailbox,
            session -> ReaderActs.octets(() -> session.openAttachment(shown.summary().id(), ATTACHMENT))))
        .map(octets -> new String(octets, StandardCharsets.UTF_8).strip());
    return new Written(saying.from(), Set.copyOf(saying.to()), saying.subject(), text, shown.summary().snippet(),
        attached, shown.references().size(), words, saying.isSecret());
  }

  /** What is passed on may name anybody. */
  private void assertNothingOfBcc(LetterNode letter) {
    String octets = new String(letter.raw, StandardCharsets.UTF_8);
    saying.bcc()
        .stream()
        .filter(hidden -> inherited.isEmpty() && !hidden.equals(saying.from()))
        .forEach(hidden -> assertThat(octets).doesNotContain(hidden.toString()));
  }
}
