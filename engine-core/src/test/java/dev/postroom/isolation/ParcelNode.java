package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.outbound.RecipientOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A message on its way to one recipient, as it should be. */
final class ParcelNode {
  final DeliveryId id;
  final LetterNode letter;
  final EmailAddress recipient;
  final Instant queuedAt;
  DeliveryState state = DeliveryState.WAITING;
  Optional<Instant> due;
  private final List<PolicyNode> countedAt;
  private int attempts;
  private Optional<Instant> settledAt = Optional.empty();
  private Optional<EnhancedStatus> status = Optional.empty();
  private Optional<String> reply = Optional.empty();

  ParcelNode(LetterNode letter, RecipientOutcome.Queued queued, List<PolicyNode> countedAt, Instant now) {
    this.countedAt = countedAt;
    this.id = queued.delivery();
    this.letter = letter;
    this.recipient = queued.recipient();
    this.queuedAt = now;
    this.due = Optional.of(queued.due());
  }

  boolean isWaiting() {
    return state == DeliveryState.WAITING;
  }

  void callBack(Instant now) {
    end(DeliveryState.CANCELLED, now);
    giveBack();
  }

  /** Its way came to an end when it was to be tried, so it was not. */
  void withheld(DeliveryState end, Instant now) {
    end(end, now);
    giveBack();
  }

  /** What never left counts no more. */
  private void giveBack() {
    LocalDate day = LocalDate.ofInstant(queuedAt, ZoneOffset.UTC);
    boolean isLast = letter.parcels.stream().allMatch(ParcelNode::isUnsent);
    countedAt.forEach(level -> {
      level.count(PolicyNode.What.RECIPIENTS, day, -1);
      level.count(PolicyNode.What.SENDS, day, isLast ? -1 : 0);
    });
  }

  private boolean isUnsent() {
    return state == DeliveryState.CANCELLED || state == DeliveryState.SUPPRESSED;
  }

  /** It was tried, and answered. */
  void tried(DeliveryState end, Instant now, String code, String text) {
    attempts++;
    end(end, now);
    status = Optional.of(EnhancedStatus.parse(code));
    reply = Optional.of(text);
  }

  private void end(DeliveryState end, Instant now) {
    state = end;
    due = Optional.empty();
    settledAt = Optional.of(now);
  }

  boolean isShownAs(Delivery shown) {
    return shown.equals(
        new Delivery(id, letter.id, recipient, state, attempts, queuedAt, due, settledAt, status, reply));
  }

  @Override
  public String toString() {
    return id + " of " + letter.id + ' ' + state + " due " + due + " settled " + settledAt + ' ' + status;
  }
}
