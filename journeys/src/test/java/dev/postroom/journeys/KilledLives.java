package dev.postroom.journeys;

import static org.awaitility.Awaitility.await;

import dev.postroom.outbound.QueueStatistics;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * A house that is killed over and over in the middle of its work, while clients send it mail and the server that it sends to refuses for
 * now, hangs up or falls silent at any step; and looked through after each time.
 */
final class KilledLives implements AutoCloseable {
  private static final int SESSIONS = 4;
  private static final int KILLED = 128 + 9;
  private static final List<SmtpStep> STEPS = List.of(SmtpStep.GREETING, SmtpStep.EHLO, SmtpStep.MAIL, SmtpStep.RCPT,
      SmtpStep.DATA, SmtpStep.CONTENT, SmtpStep.DOT);
  /** Where an answer is not taken for that to the dot. */
  private static final List<SmtpStep> OUTSIDE_MESSAGES =
      STEPS.stream().filter(step -> step != SmtpStep.CONTENT).toList();
  private static final List<Reaction> TROUBLES = List.of(Reaction.say("451 4.3.0 Later"),
      Reaction.sayAndClose("421 4.3.2 Going down"), Reaction.close(), Reaction.hang());

  private final Path folder;
  private final ClassArchive classes;
  private final Random random;
  private final ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();
  private final KilledAudit audit = KilledAudit.ofNothingYet();
  private int nextTrouble;
  private int lives;

  KilledLives(Path folder, ClassArchive classes, Random random) {
    this.folder = folder;
    this.classes = classes;
    this.random = random;
    try (House house = House.open(folder)) {
      house.support();
    }
  }

  KilledMail mail() {
    return audit.mail();
  }

  KilledSends sends() {
    return audit.sends();
  }

  KilledKeys keys() {
    return audit.keys();
  }

  ScriptedSmtpPeer peer() {
    return peer;
  }

  /** Lives until so many messages were answered or queued, and is killed then. */
  void live(int answers, String... options) throws Exception {
    String life = "life-" + lives++;
    CountDownLatch untilKill = new CountDownLatch(answers);
    List<String> all = new ArrayList<>(List.of(options));
    Collections.addAll(all, classes.whenStarting());
    all.addAll(List.of("-XX:TieredStopAtLevel=1", "-D" + KilledHouse.PEER + '=' + peer.port(),
        "-D" + KilledHouse.NAME + '=' + KilledSends.SUBJECT + life));
    try (ChildJvm child = ChildJvm.run(classes.classPath(), KilledHouse.class, folder, all.toArray(String[]::new));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = Integer.parseInt(child.line());
      InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      List<Future<?>> others = new ArrayList<>();
      others.add(threads.submit(() -> hearOut(child, untilKill)));
      for (int session = 0; session < SESSIONS; session++) {
        String name = life + "-session-" + session;
        Random own = new Random(random.nextLong());
        others.add(threads.submit(() -> mail().send(server, name, own, untilKill::countDown)));
      }
      untilKill.await();
      child.kill();
      for (Future<?> other : others) {
        other.get();
      }
      if (child.exitValue() != KILLED) {
        throw new IllegalStateException("the child ended by itself, as it says in its errors.txt");
      }
    }
    await().atMost(Duration.ofMinutes(1)).until(this::hasHeardOut);
  }

  /** Whoever waits to kill it does not wait for one that has ended by itself. */
  private void hearOut(ChildJvm child, CountDownLatch untilKill) {
    child.hear(line -> hear(line, untilKill));
    LongStream.range(0, untilKill.getCount()).forEach(left -> untilKill.countDown());
  }

  /** What the dead one had written before it died, the other side still takes, however late: an audit before that counts too few. */
  private boolean hasHeardOut() {
    peer.release();
    return peer.connected() == 0;
  }

  private void hear(String line, CountDownLatch untilKill) {
    String word = line.substring(0, line.indexOf(' ') + 1);
    String rest = line.substring(word.length());
    switch (word) {
      case KilledHouse.ISSUED -> keys().issued(rest);
      case KilledHouse.REVOKING -> keys().revoking(rest);
      case KilledHouse.REVOKED -> keys().revoked(rest);
      case KilledHouse.QUEUED -> {
        sends().queued(rest);
        trouble();
        untilKill.countDown();
      }
      default -> throw new IllegalStateException("the child said something else");
    }
  }

  /** What hangs goes on at the next message, if nobody was killed before. */
  private void trouble() {
    peer.release();
    Reaction trouble = TROUBLES.get(nextTrouble++ % TROUBLES.size());
    List<SmtpStep> steps = trouble instanceof Reaction.Say ? OUTSIDE_MESSAGES : STEPS;
    peer.once(steps.get(random.nextInt(steps.size())), trouble);
  }

  /** Opens the house in this process and looks at everything. Nothing is sent meanwhile. */
  List<Wrong> audit() throws IOException {
    try (House house = House.open(folder)) {
      return audit.of(house, peer.taken());
    }
  }

  /** Has everything handed over to a server that takes it, and looks at everything once more, and at what that server has. */
  List<Wrong> end() throws IOException {
    peer.takeEverything().release();
    mail().readAgain();
    try (House house = House.open(folder, builder -> builder.deliverBy(House.relay(peer.port())))) {
      MailboxSession inbox = house.inbox();
      await().atMost(Duration.ofMinutes(5)).until(() -> isIdle(inbox));
      List<Wrong> wrong = new ArrayList<>(audit.of(house, peer.taken()));
      wrong.addAll(sends().auditTaken(peer.taken()));
      return wrong;
    }
  }

  private static boolean isIdle(MailboxSession inbox) {
    House.retry(inbox);
    QueueStatistics statistics = inbox.deliveries().statistics();
    return statistics.waiting() == 0 && statistics.leased() == 0;
  }

  @Override
  public void close() {
    peer.close();
  }
}
