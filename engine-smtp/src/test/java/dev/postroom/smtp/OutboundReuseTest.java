package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.DomainName;
import dev.postroom.outbound.Egress;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Connections that are used again, and how many there are. */
class OutboundReuseTest {
  private static final String TAKEN = "TAKEN 250 2.0.0";

  @Test
  void messages_share_a_connection_that_is_asked_first_whether_it_is_still_there() {
    try (Postbag bag = Postbag.open()) {
      for (int i = 0; i < 3; i++) {
        assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      }
      List<String> said = bag.peer.conversations().getFirst();
      assertThat(bag.peer.conversations()).hasSize(1);
      assertThat(said).filteredOn("C: RSET"::equals).hasSize(2);
      assertThat(said).filteredOn("C: DATA"::equals).hasSize(3);
    }
  }

  @Test
  void an_idle_connection_that_has_died_costs_nobody_anything() {
    List<Reaction> deaths = List.of(Reaction.close(), Reaction.sayAndClose("421 4.4.2 Timed out"), Reaction.hang(),
        Reaction.say("500 5.5.1 What"));
    for (Reaction death : deaths) {
      try (Postbag bag = Postbag.facing(death)) {
        bag.send("bob@b.example");
        bag.peer.once(SmtpStep.RSET, death);
        assertThat(bag.send("bob@b.example")).as(death.toString()).isEqualTo(TAKEN);
        assertThat(bag.peer.conversations()).hasSize(2);
      }
    }
  }

  @Test
  void an_idle_connection_that_dies_before_mail_is_answered_is_replaced_once() {
    for (Reaction death : List.of(Reaction.close(), Reaction.sayAndClose("421 4.7.0 Enough on this connection"))) {
      try (Postbag bag = Postbag.open()) {
        bag.send("bob@b.example");
        bag.peer.once(SmtpStep.MAIL, death);
        assertThat(bag.send("bob@b.example")).as(death.toString()).isEqualTo(TAKEN);
        assertThat(bag.peer.conversations()).hasSize(2);
      }
    }
  }

  @Test
  void a_fresh_connection_is_not_replaced() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.always(SmtpStep.MAIL, Reaction.close());
      assertThat(bag.send("bob@b.example")).isEqualTo("UNREACHABLE CONNECTION");
      assertThat(bag.peer.conversations()).hasSize(1);
    }
  }

  @Test
  void a_message_whose_end_was_said_is_not_said_again() {
    try (Postbag bag = Postbag.open()) {
      bag.send("bob@b.example");
      bag.peer.once(SmtpStep.DOT, Reaction.close());
      assertThat(bag.send("bob@b.example")).isEqualTo("NOT_NOW 0 4.4.2");
      assertThat(bag.peer.seen()).hasSize(2);
    }
  }

  @Test
  void a_refused_message_leaves_nothing_to_the_next_one() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.recipient("never@b.example", Reaction.say("550 5.1.1 Unknown"));
      assertThat(bag.send("never@b.example")).isEqualTo("NEVER 550 5.1.1");
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.conversations()).hasSize(1);
      assertThat(bag.peer.taken().getFirst().recipients()).containsExactly("bob@b.example");
    }
  }

  @Test
  void a_server_that_does_not_reset_after_a_refusal_is_left() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.DOT, Reaction.say("554 5.7.1 No"));
      bag.peer.once(SmtpStep.RSET, Reaction.say("451 4.3.0 No"));
      assertThat(bag.send("bob@b.example")).isEqualTo("NEVER 554 5.7.1");
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.conversations()).hasSize(2);
    }
  }

  @Test
  void connections_are_not_shared_between_ways() {
    try (Postbag bag = Postbag.open()) {
      Egress own = Egress.direct().helo(DomainName.of("other.acme.example"));
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.sendBy(own, "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.conversations()).hasSize(2);
      assertThat(bag.peer.conversations().getLast()).contains("C: EHLO other.acme.example");
    }
  }

  /** Of the loopback network a Linux machine has all addresses; others have one. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_connection_comes_from_the_address_that_its_way_says() throws UnknownHostException {
    InetAddress source = InetAddress.getByAddress(new byte[]{127, 0, 0, 2});
    try (Postbag bag =
        Postbag.direct(ScriptedSmtpPeer.open(), transport -> transport.limits(Postbag.PATIENT).from(source))) {
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.sendBy(Egress.direct(), "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.clients()).containsExactly(source, InetAddress.getByAddress(new byte[]{127, 0, 0, 1}));
    }
  }

  @Test
  void an_idle_connection_is_ended_after_a_while() {
    try (Postbag bag = Postbag.with(Postbag.PATIENT.idle(Duration.ofMillis(50)))) {
      bag.send("bob@b.example");
      Awaitility.await().until(() -> bag.transport.idle() == 0 && bag.peer.connected() == 0);
      assertThat(bag.peer.conversations().getFirst()).contains("C: QUIT");
    }
  }

  @Test
  void so_many_connections_are_kept_and_no_more() {
    try (Postbag bag = Postbag.with(Postbag.PATIENT.maxIdleConnections(1))) {
      bag.send("bob@b.example");
      bag.sendBy(Egress.direct().helo(DomainName.of("other.acme.example")), "bob@b.example");
      assertThat(bag.transport.idle()).isEqualTo(1);
      Awaitility.await().until(() -> bag.peer.connected() == 1);
    }
    try (Postbag bag = Postbag.with(Postbag.PATIENT.maxIdleConnections(0))) {
      bag.send("bob@b.example");
      assertThat(bag.transport.idle()).isZero();
    }
  }

  @Test
  void one_destination_gets_so_many_connections_at_once() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Postbag bag = Postbag.with(Postbag.PATIENT.maxConnectionsPerDestination(2))) {
      bag.peer.once(SmtpStep.DATA, Reaction.hang()).once(SmtpStep.DATA, Reaction.hang());
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        results.add(threads.submit(() -> bag.send("bob@b.example")));
      }
      Awaitility.await().until(() -> bag.peer.hanging() == 2);
      assertThat(bag.peer.conversations()).hasSize(2);
      bag.peer.release();
      for (Future<String> result : results) {
        assertThat(result.get()).isEqualTo(TAKEN);
      }
      assertThat(bag.peer.conversations()).hasSize(2);
      assertThat(bag.peer.taken()).hasSize(20);
      assertThat(bag.transport.destinations()).isZero();
    }
  }

  @Test
  void who_gets_no_connection_in_time_comes_again_later() throws Exception {
    SmtpClientLimits brief = Postbag.PATIENT.turn(Duration.ofMillis(50));
    for (SmtpClientLimits limits : List.of(brief.maxConnectionsPerDestination(1), brief.maxConnections(1))) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
          Postbag bag = Postbag.with(limits)) {
        bag.peer.once(SmtpStep.DATA, Reaction.hang());
        Future<String> first = threads.submit(() -> bag.send("bob@b.example"));
        Awaitility.await().until(() -> bag.peer.hanging() == 1);
        assertThat(bag.send("bob@b.example")).isEqualTo("UNREACHABLE HERE");
        bag.peer.release();
        assertThat(first.get()).isEqualTo(TAKEN);
        assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      }
    }
  }

  @Test
  void many_threads_hand_every_message_over_once() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Postbag bag = Postbag.with(Postbag.PATIENT.maxConnectionsPerDestination(5))) {
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        Letter letter = Letter.of("Subject: " + i + "\r\n\r\n");
        results.add(threads.submit(() -> bag.send(letter, "bob@b.example")));
      }
      for (Future<String> result : results) {
        assertThat(result.get()).isEqualTo(TAKEN);
      }
      assertThat(bag.peer.conversations()).hasSizeLessThanOrEqualTo(5);
      assertThat(bag.peer.taken()).hasSize(500).doesNotHaveDuplicates();
    }
  }
}
