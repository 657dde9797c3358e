package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.outbound.Egress;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where mail for a domain goes (RFC 5321, section 5.1; RFC 7505). */
class MailExchangersTest {
  private static final String TAKEN = "TAKEN 250 2.0.0";

  private final Postbag bag = Postbag.open();

  @AfterEach
  void close() {
    bag.close();
  }

  private String toB() {
    return bag.send("bob@b.example");
  }

  @Test
  void a_domain_that_does_not_exist_is_never_reached() {
    bag.dns.forget("b.example");
    assertThat(toB()).isEqualTo("NEVER 0 5.1.2");
  }

  @Test
  void a_domain_that_takes_no_mail_is_not_connected_to() {
    bag.dns.records("b.example", DnsType.MX, "0 .").records("b.example", DnsType.A, "127.0.0.1");
    assertThat(toB()).isEqualTo("NEVER 0 5.1.10");
    assertThat(bag.peer.conversations()).isEmpty();
  }

  @Test
  void a_null_exchanger_among_others_is_left_out() {
    bag.dns.records("b.example", DnsType.MX, "0 .", "10 mx.b.example.");
    assertThat(toB()).isEqualTo(TAKEN);
  }

  @Test
  void a_domain_without_exchangers_is_its_own() {
    bag.dns.records("b.example", DnsType.MX).records("b.example", DnsType.A, "127.0.0.1");
    assertThat(toB()).isEqualTo(TAKEN);
  }

  @Test
  void where_there_are_exchangers_the_domain_itself_is_never_tried() {
    bag.dns.records("b.example", DnsType.A, "127.0.0.1").forget("mx.b.example");
    assertThat(toB()).isEqualTo("NEVER 0 5.4.4");
    assertThat(bag.peer.conversations()).isEmpty();
  }

  @Test
  void a_domain_without_any_address_is_never_reached() {
    bag.dns.records("b.example", DnsType.MX);
    assertThat(toB()).isEqualTo("NEVER 0 5.4.4");
  }

  @Test
  void a_name_service_that_does_not_answer_says_nothing_about_the_domain() {
    bag.dns.unavailable("b.example", DnsType.MX);
    assertThat(toB()).isEqualTo("UNREACHABLE DNS");
    bag.dns.records("b.example", DnsType.MX, "10 mx.b.example.")
        .forget("mx.b.example")
        .unavailable("mx.b.example", DnsType.A);
    assertThat(toB()).isEqualTo("UNREACHABLE DNS");
    bag.dns.records("b.example", DnsType.MX, "10 gone.example.", "20 mx.b.example.");
    assertThat(toB()).isEqualTo("UNREACHABLE DNS");
  }

  @Test
  void one_family_that_does_not_answer_leaves_the_other() {
    bag.dns.unavailable("mx.b.example", DnsType.AAAA);
    assertThat(toB()).isEqualTo(TAKEN);
  }

  @Test
  void exchangers_are_tried_by_preference_and_only_as_far_as_is_needed() {
    bag.dns.records("b.example", DnsType.MX, "30 third.example.", "10 first.example.", "20 second.example.")
        .records("second.example", DnsType.A, "127.0.0.1");
    assertThat(toB()).isEqualTo(TAKEN);
    List<DnsName> asked = bag.dns.asked().stream().map(ScriptedDns.Question::name).distinct().toList();
    assertThat(asked).containsExactly(new DnsName("b.example"), new DnsName("first.example"),
        new DnsName("second.example"));
  }

  @Test
  void exchangers_of_equal_preference_are_tried_in_any_order() {
    Set<String> first = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      first.add(Exchanger.of(List.of("10 a.example.", "10 b.example.", "5 .", "x", "99999999 y.", "20 c.example."))
          .get(1)
          .host());
    }
    assertThat(first).containsExactlyInAnyOrder("a.example", "b.example");
  }

  @Test
  void an_exchanger_that_is_busy_or_away_is_passed_over() {
    bag.dns.records("b.example", DnsType.MX, "10 away.example.", "20 busy.example.", "30 mx.b.example.")
        .records("away.example", DnsType.A, "127.0.0.2")
        .records("busy.example", DnsType.A, "127.0.0.1");
    for (Reaction reaction : List.of(Reaction.say("421 4.3.2 Busy"), Reaction.say("554 5.3.2 No mail here"),
        Reaction.close())) {
      bag.peer.once(SmtpStep.GREETING, reaction);
      assertThat(toB()).as(reaction.toString()).isEqualTo(TAKEN);
    }
  }

  @Test
  void what_an_exchanger_says_to_the_message_is_not_asked_of_another_one() {
    bag.dns.records("b.example", DnsType.MX, "10 mx.b.example.", "20 other.example.")
        .records("other.example", DnsType.A, "127.0.0.1");
    bag.peer.always(SmtpStep.RCPT, Reaction.say("450 4.2.0 Later"));
    assertThat(toB()).isEqualTo("NOT_NOW 450 4.2.0");
    assertThat(bag.peer.conversations()).hasSize(1);
  }

  @Test
  void nobody_at_home_is_told_apart_from_nobody_there() {
    bag.dns.records("mx.b.example", DnsType.A, "127.0.0.2");
    assertThat(toB()).isEqualTo("UNREACHABLE CONNECTION");
  }

  @Test
  void addresses_of_both_families_are_tried_in_turn() {
    bag.dns.records("mx.b.example", DnsType.AAAA, "::1").records("mx.b.example", DnsType.A, "127.0.0.1");
    assertThat(toB()).isEqualTo(TAKEN);
  }

  @Test
  void one_family_is_enough_for_a_source_address() {
    bag.dns.records("mx.b.example", DnsType.AAAA, "::1").records("mx.b.example", DnsType.A, "127.0.0.1");
    assertThat(bag.sendBy(Egress.direct().from(AddressRange.literal("127.0.0.1")), "bob@b.example")).isEqualTo(TAKEN);
    assertThat(bag.sendBy(Egress.direct().from(AddressRange.literal("::1")), "bob@b.example"))
        .isEqualTo("UNREACHABLE CONNECTION");
  }

  @Test
  void so_many_addresses_are_tried_and_no_more() throws Exception {
    String[] many = new String[50];
    for (int i = 0; i < many.length; i++) {
      many[i] = "192.0.2." + i;
    }
    bag.dns.records("mx.b.example", DnsType.A, many)
        .records("mx.b.example", DnsType.AAAA, "2001:db8::1", "nonsense", "1.2.3");
    HostAddresses addresses = new HostAddresses(bag.dns, ClientSettings.Networks.ANY);
    List<InetAddress> found = addresses.of(new Destination("mx.b.example", 25, Egress.direct()));
    assertThat(found).hasSize(8);
    assertThat(found.getFirst()).isEqualTo(AddressRange.literal("2001:db8::1"));
    assertThat(found).allMatch(address -> address.getHostName().equals("mx.b.example"));
  }

  @Test
  void an_address_literal_is_spoken_with_directly() {
    assertThat(bag.send("bob@[127.0.0.1]")).isEqualTo(TAKEN);
    assertThat(bag.peer.taken().getFirst().recipients()).containsExactly("bob@[127.0.0.1]");
    assertThat(bag.send("bob@[IPv6:::1]")).isEqualTo("UNREACHABLE CONNECTION");
    assertThat(bag.dns.asked()).isEmpty();
  }

  @Test
  void who_has_only_addresses_that_are_not_public_is_not_connected_to() {
    try (Postbag strict = Postbag.direct(ScriptedSmtpPeer.open(),
        transport -> SmtpDirect.toMailExchangers().exchangerPort(bag.peer.port()))) {
      strict.dns.records("b.example", DnsType.MX, "10 mx.b.example.", "20 inner.example.")
          .records("mx.b.example", DnsType.A, "127.0.0.1")
          .records("inner.example", DnsType.AAAA, "fd00::1", "::ffff:10.0.0.1");
      assertThat(strict.send("bob@b.example")).isEqualTo("NEVER 0 5.4.4");
      assertThat(strict.send("bob@[127.0.0.1]")).isEqualTo("NEVER 0 5.4.4");
      assertThat(bag.peer.conversations()).isEmpty();
    }
  }

  @Test
  void a_private_exchanger_beside_one_that_nobody_can_name_now_is_not_for_good() {
    try (Postbag strict = Postbag.direct(ScriptedSmtpPeer.open(), transport -> SmtpDirect.toMailExchangers())) {
      strict.dns.records("b.example", DnsType.MX, "10 mx.b.example.", "20 unknown.example.")
          .unavailable("unknown.example", DnsType.A);
      assertThat(strict.send("bob@b.example")).isEqualTo("UNREACHABLE DNS");
    }
  }

  @Test
  void a_relay_is_found_as_this_machine_finds_names() {
    assertThat(bag.sendBy(bag.relay(), "bob@nowhere.example")).isEqualTo(TAKEN);
    assertThat(bag.sendBy(Egress.relay("no-such-host.invalid", 25), "bob@b.example")).isEqualTo("UNREACHABLE DNS");
  }
}
