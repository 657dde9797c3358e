package dev.postroom.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.testkit.Damage;
import dev.postroom.testkit.Tries;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever octets a name server answers, a look-up ends with one of the answers of the port, and the next one is answered. The
 * time-out only guards against one that never ends.
 */
class HostileAnswersProps {
  private static final List<DnsType> TYPES = List.of(DnsType.values());
  private static final Duration GUARD = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);
  /** The number of the question and whose it is: without them an answer is not looked at. */
  private static final int HEADER = 3;
  private static final int DATAGRAM = 60_000;

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static ScriptedServer server;
  private static DnsJavaResolver impatient;
  private static DnsJavaResolver patient;

  @BeforeContainer
  static void start() throws IOException {
    server = ScriptedServer.start();
    impatient = DnsJavaResolver.of(List.of(server.address()), SHORT);
    patient = DnsJavaResolver.of(List.of(server.address()), LONG);
  }

  @AfterContainer
  static void stop() throws IOException {
    server.close();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 25, whenAskedFor = 1_000)
  void a_damaged_answer_is_one_of_the_answers(@ForAll("answers") List<List<Damage>> answers) {
    assertTimeoutPreemptively(GUARD, () -> {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<DnsAnswer>> lookups = new ArrayList<>();
        for (List<Damage> damages : answers) {
          DnsType type = TYPES.get(lookups.size() % TYPES.size());
          String name = "n" + NUMBER.incrementAndGet() + ".example";
          damage(name, type, damages);
          lookups.add(threads.submit(() -> impatient.lookup(new DnsName(name), type)));
        }
        for (Future<DnsAnswer> lookup : lookups) {
          assertThat(lookup.get()).isNotNull();
        }
      }
      answersTheNext();
    });
  }

  private static void damage(String name, DnsType type, List<Damage> damages) {
    server.answersDamaged(name + ' ' + type, octets -> {
      byte[] damaged = Damage.of(Arrays.copyOfRange(octets, HEADER, octets.length), damages);
      int length = Math.min(damaged.length, DATAGRAM - HEADER);
      byte[] answer = Arrays.copyOf(octets, HEADER + length);
      System.arraycopy(damaged, 0, answer, HEADER, length);
      return answer;
    }, record(name, type));
  }

  private static String record(String name, DnsType type) {
    String value = switch (type) {
      case A -> "192.0.2.1";
      case AAAA -> "2001:db8::1";
      case MX -> "10 mx." + name + '.';
      case TXT -> "\"v=spf1 -all\" \"more\"";
    };
    return name + ". 300 " + type + ' ' + value;
  }

  /** The control of the law above: what is not damaged is believed, by the one who asked so impatiently too. */
  private static void answersTheNext() {
    String name = "m" + NUMBER.incrementAndGet() + ".example";
    server.answers(name + " A", name + ". 300 A 192.0.2.1");
    assertThat(patient.lookup(new DnsName(name), DnsType.A)).isEqualTo(new DnsAnswer.Records(List.of("192.0.2.1")));
  }

  @Provide
  Arbitrary<List<List<Damage>>> answers() {
    String pointerToItself = "\u00C0\u000C";
    return Damage.damages(pointerToItself, "\u00C0\u00FF", "\u00FF\u00FF", "\0", "\0\0", "?", "\u0001", "@",
        "\u00FF".repeat(600), "\u00C0\u000C\0\u0001\0\u0001\0\0\u0001,\0\u0004\u0001\u0001\u0001\u0001".repeat(200))
        .list()
        .ofSize(20);
  }
}
