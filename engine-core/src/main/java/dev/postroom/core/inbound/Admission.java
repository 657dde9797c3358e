package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.error.ClosedException;
import dev.postroom.error.PostroomException;
import dev.postroom.error.SealException;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import java.util.Optional;

/**
 * Whether a recipient can be accepted: routed, in good standing, with its key at hand and room left. What is known of one recipient
 * is said of that recipient alone, before the content is sent.
 */
public final class Admission {

  /** The answer for one recipient. */
  sealed interface Answer {}

  /** Accepted, for this mailbox. */
  record Admitted(Scope.OfMailbox mailbox) implements Answer {}

  /** Not accepted. */
  record Turned(RecipientAnswer answer) implements Answer {}

  private final Routes routes;
  private final LiveStandings standings;
  private final KeyLadder ladder;
  private final Quotas quotas;
  private final Refusals refusals;

  public Admission(Routes routes, LiveStandings standings, KeyLadder ladder, Quotas quotas, Refusals refusals) {
    this.routes = routes;
    this.standings = standings;
    this.ladder = ladder;
    this.quotas = quotas;
    this.refusals = refusals;
  }

  Answer of(EmailAddress recipient) {
    try {
      return routes.find(recipient)
          .map(this::admitted)
          .orElseGet(() -> new Turned(new RecipientAnswer.Rejected(RejectReason.NO_SUCH_MAILBOX)));
    } catch (ClosedException closing) {
      return new Turned(new RecipientAnswer.Deferred(DeferReason.CLOSING));
    } catch (PostroomException storeDoesNotAnswer) {
      return new Turned(new RecipientAnswer.Deferred(DeferReason.STORE_UNAVAILABLE));
    }
  }

  private Answer admitted(Scope.OfMailbox mailbox) {
    Optional<DeferReason> reason = reasonToDefer(mailbox);
    reason.ifPresent(why -> refusals.note(mailbox, why.name()));
    return reason.<Answer>map(why -> new Turned(new RecipientAnswer.Deferred(why)))
        .orElseGet(() -> new Admitted(mailbox));
  }

  private Optional<DeferReason> reasonToDefer(Scope.OfMailbox mailbox) {
    if (standings.of(mailbox) != Standing.ACTIVE) {
      return Optional.of(DeferReason.SUSPENDED);
    }
    try {
      ladder.mailbox(mailbox);
    } catch (SealException noKey) {
      return Optional.of(DeferReason.SEAL_UNAVAILABLE);
    }
    return quotas.isFull(mailbox) ? Optional.of(DeferReason.MAILBOX_FULL) : Optional.empty();
  }
}
