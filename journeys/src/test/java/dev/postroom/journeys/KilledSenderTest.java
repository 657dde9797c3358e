package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that sends. Whatever it had said was queued arrives; and it arrives once, but for what was on the wire at the moment
 * of a kill, which arrives again under the same Message-ID.
 */
class KilledSenderTest {
  private static final int ROUNDS = 4;
  private static final int MOST_BEFORE_KILL = 120;
  private static final int ON_THE_WIRE = 20;

  @TempDir
  Path folder;

  private final Set<String> queued = new HashSet<>();

  @Test
  void what_was_queued_is_handed_over_after_kills_and_twice_only_what_was_on_the_wire() throws Exception {
    try (ScriptedSmtpPeer peer = ScriptedSmtpPeer.open()) {
      try (House house = House.open(folder)) {
        house.support();
      }
      Random random = new Random(20261125);
      for (int round = 0; round < ROUNDS; round++) {
        sendUntilKilled(peer.port(), round, random.nextInt(10, MOST_BEFORE_KILL));
      }
      try (House house = House.open(folder, builder -> builder.deliverBy(KilledSender.relay(peer.port())))) {
        MailboxSession inbox = house.inbox();
        await().atMost(Duration.ofMinutes(2)).until(() -> isIdle(inbox.deliveries().statistics()));
        assertThat(inbox.deliveries().list(Set.of(), PageRequest.first().limit(500)).items()).map(Delivery::state)
            .containsOnly(DeliveryState.DELIVERED);
      }
      check(peer.taken());
    }
  }

  private void sendUntilKilled(int port, int round, int messages) throws Exception {
    try (ChildJvm child = ChildJvm.run(KilledSender.class, folder, "-XX:TieredStopAtLevel=1",
        "-D" + KilledSender.PORT + '=' + port, "-D" + KilledSender.ROUND + '=' + round)) {
      for (int i = 0; i < messages; i++) {
        queued.add(child.line());
      }
      child.kill();
    }
  }

  private static boolean isIdle(QueueStatistics statistics) {
    return statistics.waiting() == 0 && statistics.leased() == 0;
  }

  private void check(List<ReceivedMail> taken) {
    Map<String, List<String>> idsBySubject = taken.stream()
        .collect(Collectors.groupingBy(mail -> field(mail, "Subject"),
            Collectors.mapping(mail -> field(mail, "Message-ID"), Collectors.toList())));

    assertThat(idsBySubject.keySet()).containsAll(queued);
    assertThat(idsBySubject.values()).allSatisfy(ids -> assertThat(ids).containsOnly(ids.get(0)));
    assertThat(taken.size() - idsBySubject.size()).isLessThanOrEqualTo(ROUNDS * ON_THE_WIRE);
  }

  private static String field(ReceivedMail mail, String name) {
    String start = name + ": ";
    return new String(mail.octets(), StandardCharsets.US_ASCII).lines()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow()
        .substring(start.length());
  }
}
