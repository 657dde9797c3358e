package dev.postroom.benchmarks.policy;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.report.Beside;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether a recipient may be written to: not suppressed at the mailbox and its workspace, and on no list of the mailbox, its workspace
 * and its tenant, all of which have entries. Beside it the floor, a set of addresses that lie in clear, and what one would write
 * first where they must not: HMAC-SHA-256 of the address under the key of each place, and a map of the results. The checks should
 * allocate nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SuppressionCheckBenchmark {
  private static final int RECIPIENTS = 4096;

  /** How many addresses the mailbox suppresses, and as many its workspace. */
  @Param({"0", "5000"})
  int entries;

  private final EmailAddress[] recipients = new EmailAddress[RECIPIENTS];
  private final Set<String> inClear = new HashSet<>();
  private final Set<ByteBuffer> inHmac = ConcurrentHashMap.newKeySet();
  private final Mac mailboxKey = hmac(1);
  private final Mac workspaceKey = hmac(2);
  private Places places;
  private Suppressions suppressions;
  private Lists lists;

  /** Fills both places, and a list at each of the three. */
  @Setup
  public void fill() {
    PolicyRoom room = new PolicyRoom();
    places = room.places();
    suppressions = room.policies().suppressions();
    lists = room.policies().lists();
    room.changes().make(transaction -> {
      for (int i = 0; i < entries; i++) {
        EmailAddress gone = EmailAddress.parse("gone" + i + "@mail.customer.example");
        NewSuppression wanted = NewSuppression.said(gone, Reason.MANUAL, Optional.empty());
        suppressions.suppress(transaction, places.mailbox(), wanted);
        suppressions.suppress(transaction, places.workspace(), wanted);
        inClear.add(gone.canonical());
        inHmac.add(token(mailboxKey, gone));
        inHmac.add(token(workspaceKey, gone));
      }
      return entries;
    });
    AddressPattern elsewhere = AddressPattern.orBelow(DomainName.of("elsewhere.example"));
    lists.add(places.mailbox(), Direction.SEND, Verdict.BLOCK, elsewhere, Optional.empty());
    lists.add(places.workspace(), Direction.SEND, Verdict.BLOCK, elsewhere, Optional.empty());
    lists.add(places.tenant(), Direction.SEND, Verdict.BLOCK, elsewhere, Optional.empty());
    for (int i = 0; i < RECIPIENTS; i++) {
      recipients[i] = EmailAddress.parse("some.body" + i + "@mail.customer.example");
    }
  }

  /** The floor: the canonical text, looked up in clear, at one place. */
  @Benchmark
  public boolean floorSetOfTexts() {
    return inClear.contains(anyRecipient().canonical());
  }

  /** The peer: at the mailbox and at its workspace, by HMAC. */
  @Benchmark
  public boolean peerHmacAndMap() {
    EmailAddress recipient = anyRecipient();
    return inHmac.contains(token(mailboxKey, recipient)) || inHmac.contains(token(workspaceKey, recipient));
  }

  private static ByteBuffer token(Mac key, EmailAddress address) {
    return ByteBuffer.wrap(key.doFinal(address.canonical().getBytes(StandardCharsets.UTF_8)));
  }

  /** At the mailbox and at its workspace. */
  @Benchmark
  @Beside("floorSetOfTexts")
  @Beside(value = "peerHmacAndMap", atMost = 0.5)
  public Optional<BySuppression> notSuppressed() {
    return suppressions.find(places, anyRecipient());
  }

  /** At the mailbox, its workspace and its tenant: the address, its domain, and each domain above. */
  @Benchmark
  @Beside("floorSetOfTexts")
  public Optional<ByList> onNoList() {
    return lists.decide(Direction.SEND, places, anyRecipient());
  }

  private static Mac hmac(int key) {
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(new byte[]{(byte) key}, "HmacSHA256"));
      return hmac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java runtime has HMAC", impossible);
    }
  }

  private EmailAddress anyRecipient() {
    return recipients[ThreadLocalRandom.current().nextInt(RECIPIENTS)];
  }
}
