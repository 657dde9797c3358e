package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.inbound.Recipients;
import dev.postroom.core.outbound.queue.DeliveryEnvelope;
import dev.postroom.core.outbound.queue.Recheck;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.Explanation.ByList;
import dev.postroom.outbound.Explanation.BySuppression;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.policy.ListEntry;
import java.util.Optional;

/** Whether a mailbox may write to an address: it can be delivered to, is not suppressed, and no list blocks it. */
public final class RecipientRules implements SendPolicy.RecipientPolicy, Recheck {
  private static final Objection NOT_DELIVERABLE =
      Objection.never(RefusalReason.NOT_DELIVERABLE, new Explanation.ByForm());
  private static final Judgement.Verdict PASSES = new Judgement.Verdict.Passes(Optional.empty());

  private final Policies policies;
  private final Recipients recipients;
  private final LiveStandings standings;
  private final boolean hasTransport;

  public RecipientRules(Policies policies, Recipients recipients, LiveStandings standings, boolean hasTransport) {
    this.policies = policies;
    this.recipients = recipients;
    this.standings = standings;
    this.hasTransport = hasTransport;
  }

  @Override
  public Judgement.Verdict verdict(Places places, EmailAddress recipient) {
    if (!isDeliverable(recipient)) {
      return new Judgement.Verdict.Stopped(NOT_DELIVERABLE);
    }
    Optional<BySuppression> suppressed = policies.suppressions().find(places, recipient);
    if (suppressed.isPresent()) {
      return new Judgement.Verdict.Stopped(Objection.never(RefusalReason.SUPPRESSED, suppressed.get()));
    }
    Optional<ByList> listed = policies.lists().decide(ListEntry.Direction.SEND, places, recipient);
    return listed.isPresent() ? verdict(listed.get()) : PASSES;
  }

  private static Judgement.Verdict verdict(ByList rule) {
    return isBlocking(rule)
        ? new Judgement.Verdict.Stopped(Objection.never(RefusalReason.BLOCKED, rule))
        : new Judgement.Verdict.Passes(Optional.of(rule));
  }

  /** Mail leaves by a transport; without one there are still the mailboxes of this engine. */
  private boolean isDeliverable(EmailAddress recipient) {
    return recipient.domain().isPresent() && (hasTransport || recipients.find(recipient).isPresent());
  }

  @Override
  public Finding of(Scope.OfMailbox mailbox, DeliveryEnvelope envelope) {
    if (standings.of(mailbox) == Standing.SUSPENDED) {
      return Finding.CLOSED;
    }
    if (recipients.find(envelope.author()).filter(mailbox::equals).isEmpty()) {
      return Finding.NOT_OWN_ADDRESS;
    }
    if (policies.pauses().isPaused(mailbox)) {
      return Finding.PAUSED;
    }
    return isUnwanted(Places.of(mailbox), envelope.recipient()) ? Finding.UNWANTED : Finding.NOTHING;
  }

  private boolean isUnwanted(Places places, EmailAddress recipient) {
    return policies.suppressions().find(places, recipient).isPresent()
        || policies.lists()
            .decide(ListEntry.Direction.SEND, places, recipient)
            .filter(RecipientRules::isBlocking)
            .isPresent();
  }

  private static boolean isBlocking(ByList rule) {
    return rule.entry().verdict() == ListEntry.Verdict.BLOCK;
  }
}
