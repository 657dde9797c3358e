package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedDnsTest {
  private static final DnsName ACME = new DnsName("acme.example");

  private final ScriptedDns dns = ScriptedDns.empty();

  @Test
  void a_name_that_nobody_wrote_down_does_not_exist() {
    assertThat(dns.lookup(ACME, DnsType.MX)).isEqualTo(new DnsAnswer.NoSuchName());
  }

  @Test
  void a_name_answers_with_its_records_and_has_none_of_other_types() {
    dns.records("ACME.example", DnsType.MX, "10 mx.acme.example.");

    assertThat(dns.lookup(ACME, DnsType.MX)).isEqualTo(new DnsAnswer.Records(List.of("10 mx.acme.example.")));
    assertThat(dns.lookup(ACME, DnsType.A)).isEqualTo(new DnsAnswer.NoRecords());
  }

  @Test
  void a_name_can_fail_and_recover_and_vanish() {
    dns.unavailable("acme.example", DnsType.TXT);
    assertThat(dns.lookup(ACME, DnsType.TXT)).isEqualTo(new DnsAnswer.Unavailable());
    dns.records("acme.example", DnsType.TXT);
    assertThat(dns.lookup(ACME, DnsType.TXT)).isEqualTo(new DnsAnswer.NoRecords());
    dns.forget("acme.example");
    assertThat(dns.lookup(ACME, DnsType.TXT)).isEqualTo(new DnsAnswer.NoSuchName());
  }

  @Test
  void it_remembers_what_it_was_asked() {
    dns.lookup(ACME, DnsType.MX);
    dns.lookup(ACME, DnsType.A);

    assertThat(dns.asked()).containsExactly(new ScriptedDns.Question(ACME, DnsType.MX),
        new ScriptedDns.Question(ACME, DnsType.A));
  }
}
