package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.Effort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the engine's process in the middle of its work. What was answered with 250 must be there afterwards, once. */
class KilledTest {
  private static final int ROUNDS = Effort.of(5, 500);
  private static final int SESSIONS = 4;
  private static final int MOST_BEFORE_KILL = 150;
  private static final int LARGEST_BODY = 20_000;

  @TempDir
  Path folder;

  private final Map<String, String> sent = new ConcurrentHashMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> read = new HashSet<>();

  @Test
  void every_message_that_got_a_250_is_there_once_and_whole_after_a_kill() throws Exception {
    try (House house = House.open(folder)) {
      house.support();
    }
    Random random = new Random(20261121);
    for (int round = 0; round < ROUNDS; round++) {
      sendUntilKilled(round, random.nextInt(1, MOST_BEFORE_KILL), random.nextLong());
      try (House house = House.open(folder)) {
        check(house.inbox());
      }
    }
    read.clear();
    try (House house = House.open(folder)) {
      check(house.inbox());
    }
  }

  private void sendUntilKilled(int round, int acknowledgements, long seed) throws Exception {
    CountDownLatch untilKill = new CountDownLatch(acknowledgements);
    try (ChildJvm child = ChildJvm.run(KilledEngine.class, folder, "-XX:TieredStopAtLevel=1");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = Integer.parseInt(child.line());
      InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      List<Future<?>> senders = new ArrayList<>();
      for (int session = 0; session < SESSIONS; session++) {
        String name = "round-" + round + "-session-" + session;
        Random random = new Random(seed + session);
        senders.add(threads.submit(() -> send(server, name, random, untilKill)));
      }
      untilKill.await();
      child.kill();
      for (Future<?> sender : senders) {
        sender.get();
      }
    }
  }

  /** Sends one message after the other until the connection is gone. */
  private void send(InetSocketAddress server, String name, Random random, CountDownLatch untilKill) {
    try (SmtpTalk talk = SmtpTalk.with(server, "sender.example")) {
      for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
        String subject = name + "-message-" + number;
        String message = letter(subject, random);
        sent.put(subject, message);
        talk.envelope("ada@sender.example", House.ADDRESS);
        talk.data(sink -> sink.write(message.getBytes(StandardCharsets.US_ASCII)));
        acknowledged.add(subject);
        untilKill.countDown();
      }
    } catch (IOException killed) {
      // What was under way got no answer, and may be there or not.
    }
  }

  private static String letter(String subject, Random random) {
    String body = random.ints(random.nextInt(1, LARGEST_BODY), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .replaceAll("(.{70})", "$1\r\n");
    return "From: ada@sender.example\r\nTo: " + House.ADDRESS + "\r\nSubject: " + subject + "\r\nMessage-ID: <"
        + subject
        + "@sender.example>\r\n\r\n" + body + "\r\n";
  }

  /** Lists all, and reads those that were not read before. */
  private void check(MailboxSession inbox) throws IOException {
    Map<String, List<MessageSummary>> found =
        House.list(inbox).stream().collect(Collectors.groupingBy(MessageSummary::subject));
    assertThat(found.keySet()).containsAll(acknowledged);
    assertThat(sent.keySet()).containsAll(found.keySet());
    assertThat(found.values()).allSatisfy(copies -> assertThat(copies).hasSize(1));
    Map<String, MessageSummary> bySubject = found.values()
        .stream()
        .map(List::getFirst)
        .collect(Collectors.toMap(MessageSummary::subject, Function.identity()));
    bySubject.keySet().removeAll(read);
    read.addAll(bySubject.keySet());
    for (MessageSummary summary : bySubject.values()) {
      String raw = new String(inbox.openRaw(summary.id()).readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(raw).isEqualTo(sent.get(summary.subject()));
      assertThat(inbox.read(summary.id()).text()).isPresent();
    }
  }
}
