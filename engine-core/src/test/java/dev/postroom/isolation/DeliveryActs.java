package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.policy.ListEntry;
import dev.postroom.session.Deliveries;
import dev.postroom.session.MailboxSession;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is done with each method of a mailbox's deliveries. */
final class DeliveryActs {
  private static final List<Set<DeliveryState>> SELECTIONS = List.of(Set.of(), Set.of(DeliveryState.WAITING),
      Set.of(DeliveryState.DELIVERED, DeliveryState.BOUNCED), Set.of(DeliveryState.CANCELLED));
  private static final Duration MUCH_LATER = Duration.ofDays(300);

  private DeliveryActs() {}

  /** What is done once the session is open. */
  private interface Within {
    void perform(Turn turn, MailboxNode mailbox, Deliveries deliveries);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    SessionMethods.put(table, MailboxSession.class, "deliveries", turn -> turn.someMailbox()
        .flatMap(turn::open)
        .ifPresent(session -> assertThat(session.deliveries()).isNotInstanceOf(MailboxSession.class)));
    add(table, "list", DeliveryActs::list);
    add(table, "ofMessage", DeliveryActs::ofMessage);
    add(table, "read", DeliveryActs::read);
    add(table, "statistics", DeliveryActs::statistics);
    add(table, "cancel", DeliveryActs::cancel);
    add(table, "reschedule", DeliveryActs::reschedule);
    add(table, "retry", DeliveryActs::retry);
  }

  private static void add(Map<Method, SessionMethods.Act> table, String name, Within act) {
    SessionMethods.put(table, Deliveries.class, name, turn -> turn.someMailbox()
        .ifPresent(
            mailbox -> turn.open(mailbox).ifPresent(session -> act.perform(turn, mailbox, session.deliveries()))));
  }

  static void list(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    Set<DeliveryState> states = turn.any(SELECTIONS).orElseThrow();
    new Lists(turn).list("deliveries " + mailbox.scope().mailbox() + ' ' + new TreeSet<>(states),
        turn.refusal(Permission.READ, mailbox), page -> deliveries.list(states, page), mailbox.parcels(states),
        parcel -> parcel.id.toString(), shown -> shown.id().toString(), ParcelNode::isShownAs);
  }

  private static Target<ParcelNode, DeliveryId> target(Turn turn, MailboxNode mailbox) {
    List<ParcelNode> all =
        turn.world().model.mailboxes().stream().flatMap(box -> box.parcels(Set.of()).stream()).toList();
    return Target.pick(mailbox.parcels(Set.of()), all, parcel -> parcel.id, turn.world().absentIds.delivery(),
        turn.random());
  }

  static void ofMessage(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    Target<LetterNode, MessageId> target = ReaderActs.target(turn, mailbox);
    turn.expectAt(target, ReaderActs.refusal(turn, Permission.READ, mailbox, target), deliveries::ofMessage)
        .ifPresent(shown -> {
          List<ParcelNode> parcels = target.node().orElseThrow().parcels;
          assertThat(shown).hasSameSizeAs(parcels);
          shown.forEach(one -> assertThat(parcels).anyMatch(parcel -> parcel.isShownAs(one)));
        });
  }

  private static Optional<FailureReason> refusal(Turn turn, Permission needed, MailboxNode mailbox,
      Target<ParcelNode, DeliveryId> target) {
    return turn.refusal(needed, mailbox)
        .or(() -> target.node().isPresent() ? Optional.empty() : Optional.of(FailureReason.NOT_FOUND));
  }

  static void read(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    Target<ParcelNode, DeliveryId> target = target(turn, mailbox);
    turn.expectAt(target, refusal(turn, Permission.READ, mailbox, target), deliveries::read)
        .ifPresent(shown -> assertThat(target.node().orElseThrow().isShownAs(shown)).as("%s as %s", target, shown)
            .isTrue());
  }

  static void statistics(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    long waiting = mailbox.parcels(Set.of(DeliveryState.WAITING)).size();
    turn.expect(turn.refusal(Permission.READ, mailbox), deliveries::statistics)
        .ifPresent(shown -> assertThat(shown).isEqualTo(new QueueStatistics(waiting, 0, 0, Optional.empty())));
  }

  /** Mostly a message that is on its way. */
  private static Target<LetterNode, MessageId> letter(Turn turn, MailboxNode mailbox) {
    List<LetterNode> onTheirWay = mailbox.letters.stream().filter(LetterNode::isOnItsWay).toList();
    return turn.any(onTheirWay)
        .filter(letter -> turn.chance(60))
        .map(letter -> new Target<>(letter.id, turn.world().absentIds.message(), Optional.of(letter)))
        .orElseGet(() -> ReaderActs.target(turn, mailbox));
  }

  private static void cancel(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    Target<LetterNode, MessageId> target = letter(turn, mailbox);
    turn.expectAt(target, ReaderActs.refusal(turn, Permission.SEND, mailbox, target), deliveries::cancel)
        .ifPresent(count -> {
          List<ParcelNode> waiting = waiting(target.node().orElseThrow());
          assertThat(count).isEqualTo(waiting.size());
          waiting.forEach(parcel -> parcel.callBack(turn.world().clock.instant()));
        });
  }

  private static List<ParcelNode> waiting(LetterNode letter) {
    return letter.parcels.stream().filter(ParcelNode::isWaiting).toList();
  }

  /** Only before any of them was tried or called back. */
  private static void reschedule(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    Target<LetterNode, MessageId> target = letter(turn, mailbox);
    List<ParcelNode> waiting = target.node().map(DeliveryActs::waiting).orElse(List.of());
    Instant now = turn.world().clock.instant();
    boolean isNow = turn.chance(50) && turn.world().post.canSettle(mailbox, waiting);
    Instant due = isNow ? now.minusSeconds(1) : now.plus(MUCH_LATER).plusSeconds(turn.world().number());
    Optional<FailureReason> isOver = target.node()
        .filter(letter -> waiting.isEmpty() || waiting.size() < letter.parcels.size())
        .map(letter -> FailureReason.WRONG_STATE);
    turn.expectAt(target, ReaderActs.refusal(turn, Permission.SEND, mailbox, target).or(() -> isOver), id -> {
      deliveries.reschedule(id, due);
      return id;
    }).ifPresent(done -> {
      waiting.forEach(parcel -> parcel.due = Optional.of(due));
      if (isNow) {
        turn.world().post.settle(mailbox, waiting);
      }
    });
  }

  /** One that waits and would not be handed over now, or any that waits. */
  private static Optional<ParcelNode> waiting(Turn turn, MailboxNode mailbox) {
    Model model = turn.world().model;
    return mailbox.parcels(Set.of(DeliveryState.WAITING))
        .stream()
        .filter(parcel -> model.route(parcel.letter.written.author()).filter(mailbox::equals).isEmpty()
            || model.isBlocked(ListEntry.Direction.SEND, mailbox, parcel.recipient)
            || model.suppression(mailbox, parcel.recipient, turn.world().clock.instant()).isPresent())
        .findFirst()
        .or(() -> turn.any(mailbox.parcels(Set.of(DeliveryState.WAITING))).filter(parcel -> turn.chance(60)));
  }

  private static void retry(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    Target<ParcelNode, DeliveryId> target = waiting(turn, mailbox)
        .map(parcel -> new Target<>(parcel.id, turn.world().absentIds.delivery(), Optional.of(parcel)))
        .orElseGet(() -> target(turn, mailbox));
    Optional<ParcelNode> waiting = target.node().filter(ParcelNode::isWaiting);
    if (waiting.isPresent() && !turn.world().post.canSettle(mailbox, List.of(waiting.get()))) {
      return;
    }
    Optional<FailureReason> isOver =
        target.node().isPresent() && waiting.isEmpty() ? Optional.of(FailureReason.WRONG_STATE) : Optional.empty();
    turn.expectAt(target, refusal(turn, Permission.SEND, mailbox, target).or(() -> isOver), id -> {
      deliveries.retry(id);
      return id;
    }).ifPresent(done -> turn.world().post.settle(mailbox, List.of(waiting.orElseThrow())));
  }
}
