package dev.postroom.core.outbound.send;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Explanation;
import dev.postroom.outbound.RecipientOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is said of each recipient of a draft, in their order. Immutable. */
final class Judgement {

  /** What is said of one recipient. */
  sealed interface Verdict {
    /** It may be sent to; with the entry that spoke for it, where one had to. */
    record Passes(Optional<Explanation.Rule> rule) implements Verdict {}

    /** It is not sent to. */
    record Stopped(Objection objection) implements Verdict {}
  }

  private final Map<EmailAddress, Verdict> verdicts;

  private Judgement(Map<EmailAddress, Verdict> verdicts) {
    this.verdicts = verdicts;
  }

  static Judgement of(List<EmailAddress> recipients, Function<EmailAddress, Verdict> verdict) {
    Map<EmailAddress, Verdict> verdicts = new LinkedHashMap<>();
    recipients.forEach(recipient -> verdicts.put(recipient, verdict.apply(recipient)));
    return new Judgement(verdicts);
  }

  /** The same, with something against all who could pass. */
  Judgement and(Objection objection) {
    Map<EmailAddress, Verdict> stopped = new LinkedHashMap<>();
    verdicts.forEach((recipient, verdict) -> stopped.put(recipient,
        verdict instanceof Verdict.Passes ? new Verdict.Stopped(objection) : verdict));
    return new Judgement(stopped);
  }

  /** How many may be sent to. */
  int passing() {
    return (int) verdicts.values().stream().filter(Verdict.Passes.class::isInstance).count();
  }

  /** An outcome for each. */
  List<RecipientOutcome> outcomes(Function<EmailAddress, RecipientOutcome.Queued> queued) {
    List<RecipientOutcome> outcomes = new ArrayList<>();
    verdicts.forEach((recipient, verdict) -> outcomes.add(outcome(recipient, verdict, queued)));
    return outcomes;
  }

  private static RecipientOutcome outcome(EmailAddress recipient, Verdict verdict,
      Function<EmailAddress, RecipientOutcome.Queued> queued) {
    return switch (verdict) {
      case Verdict.Passes passes -> queued.apply(recipient);
      case Verdict.Stopped stopped -> stopped.objection().outcome(recipient);
    };
  }

  /** An explanation for each. */
  List<Explanation> explanations(Function<EmailAddress, RecipientOutcome.Queued> queued) {
    List<Explanation> explanations = new ArrayList<>();
    verdicts.forEach((recipient, verdict) -> explanations
        .add(new Explanation(outcome(recipient, verdict, queued), rule(verdict))));
    return explanations;
  }

  private static Optional<Explanation.Rule> rule(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passes passes -> passes.rule();
      case Verdict.Stopped stopped -> Optional.of(stopped.objection().rule());
    };
  }
}
