package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.awaitility.Awaitility;

/** Each message is shown to the other server once at most, and what is told of it is what the other server may believe. */
class OutboundOnceProps {
  private static final String LOST = "NOT_NOW 0 4.4.2";
  private static final int MESSAGES = 6;
  /** The law holds of whoever is cut for a pause, too. */
  private static final SmtpClientLimits BRIEF = SmtpClientLimits.defaults().reply(Duration.ofMillis(300));

  /** What a server does the next time that a session comes to a step. */
  record Trouble(SmtpStep step, Reaction reaction) {}

  @Property(tries = 150)
  void whatever_goes_wrong_nothing_is_shown_twice_and_nothing_taken_is_told_as_undone(
      @ForAll("troubles") List<Trouble> troubles) {
    try (Postbag bag = Postbag.with(BRIEF)) {
      troubles.forEach(trouble -> bag.peer.once(trouble.step(), trouble.reaction()));
      Map<String, String> told = new ConcurrentHashMap<>();
      for (int i = 0; i < MESSAGES; i++) {
        String text = letter(i);
        told.put(text, bag.send(Letter.of(text), "bob@b.example"));
      }
      assertTruthful(told, bag.peer);
    }
  }

  /** The control of the law above: a transport that tried again after the end of a message would break it. */
  @Example
  void a_message_that_is_sent_again_after_its_end_is_shown_twice() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.DOT, Reaction.close());
      assertThat(bag.send("bob@b.example")).isEqualTo(LOST);
      bag.send("bob@b.example");
      assertThat(shown(bag.peer)).hasSize(2).containsOnly(Postbag.LETTER);
    }
  }

  @Property(tries = 10)
  void a_transport_that_is_closed_in_the_midst_has_told_the_truth_of_every_message(@ForAll("moments") int moment)
      throws Exception {
    Map<String, String> told = new ConcurrentHashMap<>();
    try (ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();
        ExecutorService threads = Executors.newFixedThreadPool(8, Thread.ofVirtual().factory())) {
      Postbag bag = Postbag.direct(peer,
          options -> options.limits(SmtpClientLimits.defaults().close(Duration.ZERO)));
      List<Future<?>> sending = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String text = letter(i);
        sending.add(threads.submit(() -> told.put(text, bag.send(Letter.of(text), "bob@b.example"))));
      }
      sending.get(moment).get();
      bag.transport.close();
      for (Future<?> one : sending) {
        one.get();
      }
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> peer.connected() == 0);
      assertThat(told).hasSize(300);
      assertTruthful(told, peer);
    }
  }

  private static String letter(int number) {
    return "Subject: " + number + "\r\n\r\n";
  }

  private static void assertTruthful(Map<String, String> told, ScriptedSmtpPeer peer) {
    assertThat(shown(peer)).doesNotHaveDuplicates();
    Set<String> shown = Set.copyOf(shown(peer));
    Set<String> taken = peer.taken().stream().map(ReceivedMail::text).collect(Collectors.toSet());
    told.forEach((text, result) -> {
      if (result.startsWith("TAKEN")) {
        assertThat(taken).as("told as taken").contains(text);
      } else if (taken.contains(text)) {
        assertThat(result).as("taken, and told as not taken").isEqualTo(LOST);
      } else if (result.startsWith("UNREACHABLE")) {
        assertThat(shown).as("told as never shown").doesNotContain(text);
      }
    });
  }

  private static List<String> shown(ScriptedSmtpPeer peer) {
    return peer.seen().stream().map(ReceivedMail::text).toList();
  }

  /** Within a message a server may hang up. One that answers it before its end, and then once more, lies to everybody. */
  @Provide
  Arbitrary<List<Trouble>> troubles() {
    Reaction gone = Reaction.close();
    Reaction closing = Reaction.sayAndClose("421 4.3.2 Going down");
    Arbitrary<SmtpStep> steps = Arbitraries.of(SmtpStep.GREETING, SmtpStep.EHLO, SmtpStep.MAIL, SmtpStep.RCPT,
        SmtpStep.DATA, SmtpStep.DOT, SmtpStep.RSET);
    Arbitrary<Reaction> reactions = Arbitraries.of(gone, closing, Reaction.say("450 4.2.0 Later"),
        Reaction.say("550 5.7.1 Never"), Reaction.sayAndClose("250 2.0.0 Taken"),
        Reaction.say("250 2.0.0 Twice", "250 2.0.0 Twice"));
    Arbitrary<Trouble> between = Combinators.combine(steps, reactions).as(Trouble::new);
    Arbitrary<Trouble> within = Arbitraries.of(gone, closing).map(end -> new Trouble(SmtpStep.CONTENT, end));
    return Arbitraries.frequencyOf(Tuple.of(6, between), Tuple.of(1, within)).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Integer> moments() {
    return Arbitraries.integers().between(0, 250);
  }
}
