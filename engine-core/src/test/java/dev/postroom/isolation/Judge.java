package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.outbound.Explanation.ByList;
import dev.postroom.outbound.Explanation.BySuppression;
import dev.postroom.outbound.Explanation.Rule;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.policy.Limit;
import dev.postroom.policy.ListEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What should be said of each recipient of a message. */
record Judge(World world, KeyNode key, MailboxNode mailbox) {
  static final String QUEUED = "queued";

  /** An outcome in a word, and the rule behind it as far as it is one of a list. */
  record Verdict(String outcome, Optional<Rule> rule) {}

  static String word(RecipientOutcome outcome) {
    return switch (outcome) {
      case RecipientOutcome.Queued queued -> QUEUED;
      case RecipientOutcome.Refused refused -> word(refused.reason());
      case RecipientOutcome.Deferred deferred -> word(deferred.reason());
    };
  }

  static String word(RefusalReason reason) {
    return "refused " + reason;
  }

  private static String word(DeferralReason reason) {
    return "deferred " + reason;
  }

  List<Verdict> verdicts(EmailAddress from, List<EmailAddress> recipients) {
    List<Verdict> verdicts = recipients.stream().map(this::verdict).toList();
    Optional<String> objection = ofAuthor(from).or(this::ofPause).or(() -> ofQuotas(passing(verdicts)));
    return objection.map(against -> stopped(verdicts, against)).orElse(verdicts);
  }

  static int passing(List<Verdict> verdicts) {
    return (int) verdicts.stream().filter(verdict -> verdict.outcome().equals(QUEUED)).count();
  }

  private static List<Verdict> stopped(List<Verdict> verdicts, String against) {
    List<Verdict> stopped = new ArrayList<>();
    verdicts.forEach(
        verdict -> stopped.add(verdict.outcome().equals(QUEUED) ? new Verdict(against, Optional.empty()) : verdict));
    return stopped;
  }

  private Verdict verdict(EmailAddress recipient) {
    Instant now = world.clock.instant();
    if (world.model.route(recipient).isEmpty()) {
      return new Verdict(word(RefusalReason.NOT_DELIVERABLE), Optional.empty());
    }
    Optional<BySuppression> suppressed = world.model.suppression(mailbox, recipient, now);
    if (suppressed.isPresent()) {
      return new Verdict(word(RefusalReason.SUPPRESSED), suppressed.map(rule -> rule));
    }
    Optional<ByList> listed = world.model.decision(ListEntry.Direction.SEND, mailbox, recipient);
    boolean isBlocked = listed.filter(rule -> rule.entry().verdict() == ListEntry.Verdict.BLOCK).isPresent();
    return new Verdict(isBlocked ? word(RefusalReason.BLOCKED) : QUEUED, listed.map(rule -> rule));
  }

  private Optional<String> ofAuthor(EmailAddress from) {
    List<Slot> own = world.model.own(mailbox, from);
    if (own.isEmpty()) {
      return Optional.of(word(RefusalReason.NOT_OWN_ADDRESS));
    }
    return own.stream().anyMatch(world.model::isConfirmed)
        ? Optional.empty()
        : Optional.of(word(RefusalReason.NOT_CONFIRMED));
  }

  private Optional<String> ofPause() {
    return mailbox.pausedSince.map(since -> word(DeferralReason.PAUSED));
  }

  private Optional<String> ofQuotas(int passing) {
    if (passing == 0) {
      return Optional.empty();
    }
    List<String> against = new ArrayList<>();
    levels().forEach(level -> level.limits.all().stream().filter(Judge::isQuota).forEach(quota -> {
      if (PolicyNode.amount(quota, passing) > quota.amount()) {
        against.add(0, word(RefusalReason.OVER_LIMIT));
      } else if (level.excess(quota, passing, world.today()) > 0) {
        against.add(word(DeferralReason.QUOTA));
      }
    }));
    return against.stream().findFirst();
  }

  /** Rates are set so that nobody comes near them. */
  private static boolean isQuota(Limit limit) {
    return limit.window() == Limit.Window.DAY || limit.window() == Limit.Window.MONTH;
  }

  /** Where what is sent is counted. */
  List<PolicyNode> levels() {
    return Stream.concat(Stream.of(key.policy), Model.levels(mailbox).stream()).toList();
  }

  /** Counts what was sent. */
  void count(int recipients) {
    levels().forEach(level -> {
      level.count(PolicyNode.What.SENDS, world.today(), 1);
      level.count(PolicyNode.What.RECIPIENTS, world.today(), recipients);
    });
  }
}
