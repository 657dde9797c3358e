package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.policy.limit.Receives;
import dev.postroom.error.ClosedException;
import dev.postroom.error.PostroomException;
import dev.postroom.error.SealException;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import java.util.Collection;
import java.util.Optional;

/**
 * Whether a recipient can be accepted: routed, in good standing, with its key at hand and room left. What is known of one recipient
 * is said of that recipient alone, before the content is sent.
 */
public final class Admission {

  /** The answer for one recipient. */
  sealed interface Answer {}

  /** Accepted, for this mailbox; this is what was reserved for it. */
  record Admitted(Scope.OfMailbox mailbox, Receives.Reservation.Given reserved) implements Answer {}

  /** Accepted, for a mailbox that the message is accepted for already: it gets one copy, and nothing more is reserved. */
  record Again(Scope.OfMailbox mailbox) implements Answer {}

  /** Not accepted. */
  record Turned(RecipientAnswer answer) implements Answer {}

  private final Recipients recipients;
  private final LiveStandings standings;
  private final KeyLadder ladder;
  private final MailboxQuotas quotas;
  private final ReceivePolicy policy;
  private final Refusals refusals;

  public Admission(Recipients recipients, LiveStandings standings, KeyLadder ladder, MailboxQuotas quotas,
      ReceivePolicy policy,
      Refusals refusals) {
    this.recipients = recipients;
    this.standings = standings;
    this.ladder = ladder;
    this.quotas = quotas;
    this.policy = policy;
    this.refusals = refusals;
  }

  /**
   * The answer for a recipient; who is admitted has something reserved for it, to be given back if nothing is stored.
   *
   * @param beside
   *          the mailboxes that the message is accepted for already
   */
  Answer of(ReversePath sender, EmailAddress recipient, Collection<Scope.OfMailbox> beside) {
    try {
      return recipients.find(recipient)
          .map(mailbox -> admitted(mailbox, sender, beside))
          .orElseGet(() -> new Turned(new RecipientAnswer.Rejected(RejectReason.NO_SUCH_MAILBOX)));
    } catch (ClosedException closing) {
      return new Turned(new RecipientAnswer.Deferred(DeferReason.CLOSING));
    } catch (PostroomException storeDoesNotAnswer) {
      return new Turned(new RecipientAnswer.Deferred(DeferReason.STORE_UNAVAILABLE));
    }
  }

  private Answer admitted(Scope.OfMailbox mailbox, ReversePath sender, Collection<Scope.OfMailbox> beside) {
    Optional<RecipientAnswer> against = reasonToDefer(mailbox).<RecipientAnswer>map(RecipientAnswer.Deferred::new)
        .or(() -> policy.against(mailbox, sender));
    Answer answer = against.<Answer>map(Turned::new)
        .orElseGet(() -> beside.contains(mailbox) ? new Again(mailbox) : reserved(mailbox, beside));
    if (answer instanceof Turned turned) {
      refusals.note(mailbox, reason(turned.answer()));
    }
    return answer;
  }

  private Answer reserved(Scope.OfMailbox mailbox, Collection<Scope.OfMailbox> beside) {
    return switch (policy.reserve(mailbox, beside)) {
      case Receives.Reservation.Given given -> new Admitted(mailbox, given);
      case Receives.Reservation.Denied denied -> new Turned(new RecipientAnswer.Deferred(DeferReason.LIMITED));
    };
  }

  private static String reason(RecipientAnswer against) {
    return switch (against) {
      case RecipientAnswer.Deferred deferred -> deferred.reason().name();
      case RecipientAnswer.Rejected rejected -> rejected.reason().name();
      case RecipientAnswer.Accepted accepted -> throw new IllegalArgumentException("accepted");
    };
  }

  /** Nothing was stored for a mailbox that was admitted. */
  void giveBack(Admitted admitted) {
    policy.giveBack(admitted.reserved());
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
    return quotas.reached(mailbox).isPresent() ? Optional.of(DeferReason.MAILBOX_FULL) : Optional.empty();
  }
}
