package dev.postroom.benchmarks.policy;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.report.Alone;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.core.outbound.send.RecipientRules;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.list.Lists;
import dev.postroom.core.policy.suppression.NewSuppression;
import dev.postroom.core.policy.suppression.Suppressions;
import dev.postroom.outbound.Explanation.ByList;
import dev.postroom.outbound.Explanation.BySuppression;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression.Reason;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What is said of one recipient of a message, where there is something to be said: the mailbox suppresses addresses, and its workspace
 * writes to nobody but its partners, so each of them is looked up by an entry. Beside it a mailbox whose lists are about others. The
 * store is in memory: with another, what is asked of it costs more. To be run with {@code -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VerdictBenchmark {
  private static final int RECIPIENTS = 256;

  private final EmailAddress[] gone = new EmailAddress[RECIPIENTS];
  private final EmailAddress[] partners = new EmailAddress[RECIPIENTS];
  private Places places;
  private Suppressions suppressions;
  private Lists lists;
  private RecipientRules rules;
  private Places freePlaces;
  private RecipientRules freeRules;

  /** Fills one room with entries that are met, and another with entries that are not. */
  @Setup
  public void fill() {
    PolicyRoom room = new PolicyRoom();
    places = room.places();
    suppressions = room.policies().suppressions();
    lists = room.policies().lists();
    rules = room.rules();
    for (int i = 0; i < RECIPIENTS; i++) {
      gone[i] = EmailAddress.parse("gone" + i + "@mail.partner.example");
      partners[i] = EmailAddress.parse("some.body" + i + "@mail.partner.example");
      suppressions.add(places.mailbox(), NewSuppression.said(gone[i], Reason.MANUAL, Optional.empty()));
    }
    add(room, Verdict.BLOCK, AddressPattern.everyone());
    add(room, Verdict.ALLOW, AddressPattern.orBelow(DomainName.of("partner.example")));
    PolicyRoom free = new PolicyRoom();
    freePlaces = free.places();
    freeRules = free.rules();
    add(free, Verdict.BLOCK, AddressPattern.orBelow(DomainName.of("elsewhere.example")));
  }

  private static void add(PolicyRoom room, Verdict verdict, AddressPattern pattern) {
    room.policies().lists().add(room.places().workspace(), Direction.SEND, verdict, pattern, Optional.empty());
  }

  /** An address that the mailbox suppresses. */
  @Benchmark
  @Alone
  public Optional<BySuppression> suppressed() {
    return suppressions.find(places, any(gone));
  }

  /** An address that a list of the workspace allows, while another entry blocks everyone. */
  @Benchmark
  @Alone
  public Optional<ByList> allowedByList() {
    return lists.decide(Direction.SEND, places, any(partners));
  }

  /** All that is asked of a recipient, of one that is suppressed. */
  @Benchmark
  @Beside("verdictOfAnybody")
  public Object verdictOfSuppressed() {
    return rules.verdict(places, any(gone));
  }

  /** All that is asked of a recipient, of one that a list speaks for. */
  @Benchmark
  @Beside("verdictOfAnybody")
  public Object verdictOfAllowed() {
    return rules.verdict(places, any(partners));
  }

  /** All that is asked of a recipient, of one of whom nothing is said. */
  @Benchmark
  public Object verdictOfAnybody() {
    return freeRules.verdict(freePlaces, any(partners));
  }

  private static EmailAddress any(EmailAddress[] recipients) {
    return recipients[ThreadLocalRandom.current().nextInt(RECIPIENTS)];
  }
}
