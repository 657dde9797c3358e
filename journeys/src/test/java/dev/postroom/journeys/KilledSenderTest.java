package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.Effort;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that sends, to a server that refuses for now, hangs up or falls silent at any step. Whatever it had said was queued
 * arrives; and it arrives once, but for what was on the wire at the moment of a kill, which arrives again under the same Message-ID.
 */
class KilledSenderTest {
  private static final int ROUNDS = Effort.of(4, 500);
  private static final int MOST_BEFORE_KILL = 120;
  private static final int ON_THE_WIRE = 20;
  private static final List<SmtpStep> STEPS = List.of(SmtpStep.GREETING, SmtpStep.EHLO, SmtpStep.MAIL, SmtpStep.RCPT,
      SmtpStep.DATA, SmtpStep.CONTENT, SmtpStep.DOT);
  /** The first is none in the middle of a message: an answer there would be taken for that to the dot. */
  private static final List<Reaction> TROUBLES = List.of(Reaction.say("451 4.3.0 Later"),
      Reaction.sayAndClose("421 4.3.2 Going down"), Reaction.close(), Reaction.hang());

  @TempDir
  Path folder;

  private final Set<String> queued = new HashSet<>();
  private final Random random = new Random(20261125);

  @Test
  void what_was_queued_is_handed_over_after_kills_and_twice_only_what_was_on_the_wire() throws Exception {
    try (ScriptedSmtpPeer peer = ScriptedSmtpPeer.open()) {
      try (House house = House.open(folder)) {
        house.support();
      }
      for (int round = 0; round < ROUNDS; round++) {
        sendUntilKilled(peer, round, random.nextInt(10, MOST_BEFORE_KILL));
      }
      assertThat(peer.conversations()).flatMap(lines -> lines)
          .contains("S: 451 4.3.0 Later", "S: 421 4.3.2 Going down");
      peer.takeEverything().release();
      try (House house = House.open(folder, builder -> builder.deliverBy(KilledSender.relay(peer.port())))) {
        MailboxSession inbox = house.inbox();
        await().atMost(Duration.ofMinutes(2)).until(() -> isIdle(inbox));
        assertThat(inbox.deliveries()
            .list(EnumSet.complementOf(EnumSet.of(DeliveryState.DELIVERED)), PageRequest.first())
            .items()).isEmpty();
      }
      check(peer.taken());
    }
  }

  private void sendUntilKilled(ScriptedSmtpPeer peer, int round, int messages) throws Exception {
    try (ChildJvm child = ChildJvm.run(KilledSender.class, folder, "-XX:TieredStopAtLevel=1",
        "-D" + KilledSender.PORT + '=' + peer.port(), "-D" + KilledSender.ROUND + '=' + round)) {
      for (int i = 0; i < messages; i++) {
        String subject = child.line();
        queued.add(subject + " to ada@elsewhere.example");
        queued.add(subject + " to bob@elsewhere.example");
        trouble(peer);
      }
      child.kill();
    }
  }

  /** What hangs goes on at the next message, if nobody was killed before. */
  private void trouble(ScriptedSmtpPeer peer) {
    peer.release();
    SmtpStep step = STEPS.get(random.nextInt(STEPS.size()));
    peer.once(step, TROUBLES.get(random.nextInt(step == SmtpStep.CONTENT ? 1 : 0, TROUBLES.size())));
  }

  private static boolean isIdle(MailboxSession inbox) {
    House.retry(inbox);
    QueueStatistics statistics = inbox.deliveries().statistics();
    return statistics.waiting() == 0 && statistics.leased() == 0;
  }

  private void check(List<ReceivedMail> taken) {
    Map<String, List<String>> idsByDelivery = taken.stream()
        .collect(Collectors.groupingBy(mail -> field(mail, "Subject") + " to " + String.join(" ", mail.recipients()),
            Collectors.mapping(mail -> field(mail, "Message-ID"), Collectors.toList())));

    assertThat(idsByDelivery.keySet()).containsAll(queued);
    assertThat(idsByDelivery.values()).allSatisfy(ids -> assertThat(ids).containsOnly(ids.get(0)));
    assertThat(taken.size() - idsByDelivery.size()).isLessThanOrEqualTo(ROUNDS * ON_THE_WIRE);
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
