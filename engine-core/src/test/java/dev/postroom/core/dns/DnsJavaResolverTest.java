package dev.postroom.core.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

class DnsJavaResolverTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String ZONE = "example. 300 SOA ns.example. root.example. 1 3600 600 86400 300";

  private ScriptedServer server;
  private DnsJavaResolver resolver;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start();
    resolver = DnsJavaResolver.of(List.of(server.address()), LONG);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"A|192.0.2.1", "AAAA|2001:db8:0:0:0:0:0:1", "MX|10 mx.acme.example.", "MX|0 ."})
  void a_record_is_written_as_in_a_zone_file(DnsType type, String value) {
    server.answers("acme.example " + type, "acme.example. 300 " + type + ' ' + value);

    assertThat(lookup("acme.example", type)).isEqualTo(records(value));
  }

  @Test
  void all_records_of_the_type_are_there() {
    server.answers("acme.example MX", "acme.example. 300 MX 20 b.example.", "acme.example. 300 MX 10 a.example.");

    assertThat(lookup("acme.example", DnsType.MX)).isInstanceOfSatisfying(DnsAnswer.Records.class,
        records -> assertThat(records.values()).containsExactlyInAnyOrder("10 a.example.", "20 b.example."));
  }

  @Test
  void the_strings_of_a_text_are_joined_and_nothing_in_it_is_escaped() {
    server.answers("acme.example TXT",
        "acme.example. 300 TXT \"v=DKIM1; p=ab\" \"cd \" \"e\\\"f\\\\ \\195\\188\"");

    assertThat(lookup("acme.example", DnsType.TXT)).isEqualTo(records("v=DKIM1; p=abcd e\"f\\ ü"));
  }

  @Test
  void a_text_of_a_thousand_octets_comes_in_one_datagram() {
    String text = "x".repeat(250);
    server.answers("acme.example TXT", ("acme.example. 300 TXT" + (' ' + text).repeat(4)));

    assertThat(lookup("acme.example", DnsType.TXT)).isEqualTo(records(text.repeat(4)));
    assertThat(server.askedOverTcp()).isEmpty();
  }

  @Test
  void what_does_not_fit_into_a_datagram_is_asked_for_over_tcp() {
    String text = "x".repeat(250);
    server.answersOverTcp("acme.example TXT", ("acme.example. 300 TXT" + (' ' + text).repeat(20)));

    assertThat(lookup("acme.example", DnsType.TXT)).isEqualTo(records(text.repeat(20)));
    assertThat(server.askedOverTcp()).containsExactly("acme.example TXT");
  }

  @Test
  void names_below_an_underscore_are_asked_for() {
    server.answers("s1._domainkey.acme.example TXT", "s1._domainkey.acme.example. 300 TXT yes");

    assertThat(lookup("s1._domainkey.acme.example", DnsType.TXT)).isEqualTo(records("yes"));
  }

  @Test
  void aliases_are_followed() {
    server.answers("acme.example TXT", "acme.example. 300 CNAME other.example.", "other.example. 300 TXT yes");
    server.answers("www.example A", "www.example. 300 CNAME host.example.");
    server.answers("host.example A", "host.example. 300 A 192.0.2.7");

    assertThat(lookup("acme.example", DnsType.TXT)).isEqualTo(records("yes"));
    assertThat(lookup("www.example", DnsType.A)).isEqualTo(records("192.0.2.7"));
  }

  @Test
  void a_name_that_does_not_exist_is_told_from_one_without_such_records() {
    server.says("gone.example MX", Rcode.NXDOMAIN, ZONE).says("bare.example MX", Rcode.NOERROR, ZONE);
    server.says("gone2.example MX", Rcode.NXDOMAIN).says("bare2.example MX", Rcode.NOERROR);

    assertThat(lookup("gone.example", DnsType.MX)).isEqualTo(new DnsAnswer.NoSuchName());
    assertThat(lookup("bare.example", DnsType.MX)).isEqualTo(new DnsAnswer.NoRecords());
    assertThat(lookup("gone2.example", DnsType.MX)).isEqualTo(new DnsAnswer.NoSuchName());
    assertThat(lookup("bare2.example", DnsType.MX)).isEqualTo(new DnsAnswer.NoRecords());
  }

  @ParameterizedTest
  @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.FORMERR, Rcode.NOTIMP})
  void a_server_that_cannot_say_is_unavailable(int rcode) {
    server.says("acme.example MX", rcode);

    assertThat(lookup("acme.example", DnsType.MX)).isEqualTo(new DnsAnswer.Unavailable());
  }

  @Test
  void aliases_in_a_circle_are_unavailable() {
    server.answers("a.example A", "a.example. 300 CNAME b.example.");
    server.answers("b.example A", "b.example. 300 CNAME a.example.");

    assertThat(lookup("a.example", DnsType.A)).isEqualTo(new DnsAnswer.Unavailable());
  }

  @Test
  void a_server_that_is_silent_is_unavailable_and_the_next_one_is_asked() throws IOException {
    server.silent("acme.example MX");
    assertThat(DnsJavaResolver.of(List.of(server.address()), SHORT).lookup(new DnsName("acme.example"), DnsType.MX))
        .isEqualTo(new DnsAnswer.Unavailable());

    try (ScriptedServer second = ScriptedServer.start()) {
      second.answers("acme.example MX", "acme.example. 300 MX 10 mx.acme.example.");
      DnsJavaResolver both = DnsJavaResolver.of(List.of(server.address(), second.address()), Duration.ofSeconds(3));

      assertThat(both.lookup(new DnsName("acme.example"), DnsType.MX)).isEqualTo(records("10 mx.acme.example."));
    }
  }

  @Test
  void an_answer_with_another_number_ends_the_question_without_being_believed() {
    server.answersAfterForgery("acme.example TXT", "acme.example. 300 TXT forged", "acme.example. 300 TXT true");

    assertThat(lookup("acme.example", DnsType.TXT)).isEqualTo(new DnsAnswer.Unavailable());
  }

  @Test
  void an_answer_is_kept_as_long_as_it_says() {
    server.answers("kept.example A", "kept.example. 300 A 192.0.2.1");
    server.answers("not.example A", "not.example. 0 A 192.0.2.1");
    server.says("gone.example A", Rcode.NXDOMAIN, ZONE);
    server.says("failing.example A", Rcode.SERVFAIL);
    for (String name : List.of("kept.example", "not.example", "gone.example")) {
      assertThat(lookup(name, DnsType.A)).isEqualTo(lookup(name, DnsType.A));
    }

    assertThat(server.asked()).containsExactly("kept.example A", "not.example A", "not.example A", "gone.example A");
  }

  @Test
  void a_failure_is_not_kept() {
    server.says("acme.example A", Rcode.SERVFAIL);
    assertThat(lookup("acme.example", DnsType.A)).isEqualTo(new DnsAnswer.Unavailable());
    server.answers("acme.example A", "acme.example. 300 A 192.0.2.1");

    assertThat(lookup("acme.example", DnsType.A)).isEqualTo(records("192.0.2.1"));
  }

  @Test
  void an_interrupt_ends_a_question_and_stays_set() {
    server.silent("acme.example A");
    Thread.currentThread().interrupt();

    assertThat(lookup("acme.example", DnsType.A)).isEqualTo(new DnsAnswer.Unavailable());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void servers_and_time_are_needed() {
    assertThatThrownBy(() -> DnsJavaResolver.of(List.of(), LONG)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DnsJavaResolver.of(List.of(server.address()), Duration.ZERO))
        .isInstanceOf(InvalidInputException.class);
  }

  private DnsAnswer lookup(String name, DnsType type) {
    return resolver.lookup(new DnsName(name), type);
  }

  private static DnsAnswer records(String... values) {
    return new DnsAnswer.Records(List.of(values));
  }
}
