package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.PostroomException;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.ListEntry;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Mail on its way from mailbox to mailbox. The engine carries it in its own time, so what is due is waited for until it is settled, and
 * only then compared; what could not be settled at once is never made due.
 */
record Post(World world) {
  static final int MOST_LETTERS = 7;
  private static final Duration POLL = Duration.ofMillis(1);
  private static final int ALL = 1_000;

  /** Whether all of these would be settled if they were due now: each by another mailbox which is open and has room. */
  boolean canSettle(MailboxNode sender, List<ParcelNode> parcels) {
    return canSettle(sender, parcels.stream().map(parcel -> parcel.recipient).toList(),
        parcels.stream().anyMatch(parcel -> parcel.letter.written.isSecret()));
  }

  boolean canSettle(MailboxNode sender, List<EmailAddress> recipients, boolean isSecret) {
    Set<MailboxNode> reached = new HashSet<>();
    return sender.standing() == Standing.ACTIVE && sender.pausedSince.isEmpty()
        && recipients.stream()
            .allMatch(recipient -> world.model.route(recipient)
                .filter(mailbox -> mailbox.standing() == Standing.ACTIVE && reached.add(mailbox))
                .filter(mailbox -> mailbox.letters.size() < MOST_LETTERS)
                .filter(mailbox -> !isSecret || mailbox.above == sender.above)
                .isPresent());
  }

  /** Waits until these are settled, and has the model settle them. */
  void settle(MailboxNode sender, List<ParcelNode> parcels) {
    parcels.forEach(parcel -> eventually("settled", () -> row(sender, parcel).progress().state().isSettled()));
    parcels.forEach(parcel -> {
      settle(sender, parcel);
      world.ends.add(parcel.state.name());
    });
  }

  private void settle(MailboxNode sender, ParcelNode parcel) {
    Instant now = world.clock.instant();
    EmailAddress author = parcel.letter.written.author();
    if (world.model.route(author).filter(sender::equals).isEmpty()) {
      parcel.withheld(DeliveryState.CANCELLED, now);
    } else if (world.model.suppression(sender, parcel.recipient, now).isPresent()
        || world.model.isBlocked(ListEntry.Direction.SEND, sender, parcel.recipient)) {
      parcel.withheld(DeliveryState.SUPPRESSED, now);
    } else {
      handOver(sender, parcel, world.model.route(parcel.recipient).orElseThrow(), now);
    }
  }

  private void handOver(MailboxNode sender, ParcelNode parcel, MailboxNode recipient, Instant now) {
    world.touched.at(recipient);
    EmailAddress returnPath =
        EmailAddress.of("return-1", parcel.letter.written.author().domain().orElseThrow());
    if (world.model.isBlocked(ListEntry.Direction.RECEIVE, recipient, returnPath)) {
      parcel.tried(DeliveryState.BOUNCED, now, "5.7.1", "refused by policy");
    } else {
      parcel.tried(DeliveryState.DELIVERED, now, "2.0.0", "stored");
      world.model.count(recipient, PolicyNode.What.RECEIVES, 1, world.today());
      recipient.letters.add(arrived(parcel, recipient));
      world.ends.add(recipient.above == sender.above ? "within" : "across");
      parcel.letter.written.words().forEach(word -> world.canaries.tell(word, recipient.above.scope()));
    }
  }

  private LetterNode arrived(ParcelNode parcel, MailboxNode recipient) {
    List<MessageId> fresh = in(recipient, rung -> rung.list(everything()).rows().stream().map(MessageRow::id).toList());
    List<MessageId> known = recipient.letters.stream().map(letter -> letter.id).toList();
    List<MessageId> arrived = fresh.stream().filter(id -> !known.contains(id)).toList();
    assertThat(arrived).as("arrived of %s at %s", parcel, recipient.slots()).hasSize(1);
    byte[] raw = raw(recipient, arrived.get(0));
    byte[] sent = parcel.letter.raw;
    assertThat(Arrays.copyOfRange(raw, Math.max(0, raw.length - sent.length), raw.length)).isEqualTo(sent);
    return LetterNode.arrived(arrived.get(0), parcel.letter.written, raw, parcel.recipient,
        world.mail.thread(recipient, arrived.get(0)));
  }

  private static MessageSelection everything() {
    return new MessageSelection(Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(),
        Set.of(), Optional.empty(), ALL, ALL);
  }

  byte[] raw(MailboxNode mailbox, MessageId message) {
    return asOperator(mailbox, session -> ReaderActs.octets(() -> session.openRaw(message)));
  }

  /** What the operator is shown: it has to be the truth, so a failure is one of the engine's. */
  <T> T asOperator(MailboxNode mailbox, Function<MailboxSession, T> look) {
    try {
      return look.apply(mailbox.admin.session());
    } catch (PostroomException refused) {
      throw new AssertionError("refused to the operator", refused);
    }
  }

  private DeliveryRow row(MailboxNode mailbox, ParcelNode parcel) {
    return in(mailbox, rung -> rung.deliveries().find(parcel.id).orElseThrow());
  }

  private <T> T in(MailboxNode mailbox, Function<MailboxStore, T> look) {
    return world.store.read(transaction -> look.apply(transaction.tenant(mailbox.scope().tenant())
        .workspace(mailbox.scope().workspace())
        .mailbox(mailbox.scope().mailbox())));
  }

  /** Waits for what the engine does in its own time. */
  void eventually(String what, Supplier<Boolean> condition) {
    if (!condition.get()) {
      try {
        await(what).atMost(world.patience).pollDelay(POLL).pollInterval(POLL).until(condition::get);
      } catch (ConditionTimeoutException never) {
        throw new AssertionError(never.getMessage(), never);
      }
    }
  }
}
