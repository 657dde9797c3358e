package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.policy.Places;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Duration;
import java.util.Optional;

/**
 * The one choke point: nothing is queued that did not come through here. First what concerns the whole message (whom it is written
 * from, to how many, whether sending is paused), then each recipient (an address that can be sent to, not suppressed, not blocked).
 * Limits come last, since they take something.
 */
final class SendPolicy {
  private static final Duration AFTER_PAUSE = Duration.ofHours(1);
  private static final Explanation.Rule FORM = new Explanation.ByForm();

  private final MailStore store;
  private final RecipientPolicy recipients;
  private final int mostRecipients;

  SendPolicy(MailStore store, RecipientPolicy recipients, int mostRecipients) {
    this.store = store;
    this.recipients = recipients;
    this.mostRecipients = mostRecipients;
  }

  Judgement judge(Scope.OfMailbox mailbox, Draft draft) {
    Places places = Places.of(mailbox);
    Judgement judgement = Judgement.of(draft.recipients(), recipient -> recipients.verdict(places, recipient));
    return ofMessage(mailbox, draft).map(judgement::and).orElse(judgement);
  }

  private Optional<Objection> ofMessage(Scope.OfMailbox mailbox, Draft draft) {
    return ofForm(draft).or(() -> store.read(mailbox, transaction -> ofPause(transaction, mailbox)));
  }

  private Optional<Objection> ofForm(Draft draft) {
    return switch (draft.author().right()) {
      case FOREIGN -> Optional.of(Objection.never(RefusalReason.NOT_OWN_ADDRESS, FORM));
      case NOT_CONFIRMED -> Optional.of(Objection.never(RefusalReason.NOT_CONFIRMED, FORM));
      case OWN -> draft.recipients().size() > mostRecipients
          ? Optional.of(Objection.never(RefusalReason.TOO_MANY_RECIPIENTS, FORM))
          : Optional.empty();
    };
  }

  /** Asked again in the transaction that queues. */
  static Optional<Objection> ofPause(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    Optional<SendingPause> pause = Rungs.of(transaction, mailbox).pause();
    return pause.map(paused -> Objection.notNow(AFTER_PAUSE, DeferralReason.PAUSED, new Explanation.ByPause(paused)));
  }

  /** What is known of one recipient. */
  @FunctionalInterface
  interface RecipientPolicy {
    Judgement.Verdict verdict(Places places, EmailAddress recipient);
  }
}
