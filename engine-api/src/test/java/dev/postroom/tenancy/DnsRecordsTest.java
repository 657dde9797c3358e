package dev.postroom.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.tenancy.DnsRecord.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsRecordsTest {
  private static final DnsName ACME = new DnsName("acme.example");

  @Test
  void records_are_lines_of_a_zone_file() {
    DnsRecords records = new DnsRecords(List.of(new DnsRecord(ACME, DnsType.MX, "10 mx.host.example.", Purpose.MX),
        text("v=spf1 a:mx.host.example ~all")));

    assertThat(records.zoneText()).isEqualTo("""
        acme.example. 3600 IN MX 10 mx.host.example.
        acme.example. 3600 IN TXT "v=spf1 a:mx.host.example ~all"
        """);
  }

  @Test
  void a_long_text_is_written_in_strings_of_255_octets() {
    assertThat(text("x".repeat(255)).zoneLine()).endsWith("TXT \"" + "x".repeat(255) + '"');
    assertThat(text("x".repeat(256)).zoneLine()).endsWith("TXT \"" + "x".repeat(255) + "\" \"x\"");
    assertThat(text("x".repeat(511)).zoneLine())
        .endsWith("TXT \"" + "x".repeat(255) + "\" \"" + "x".repeat(255) + "\" \"x\"");
  }

  @Test
  void what_means_something_in_a_zone_file_is_escaped() {
    assertThat(text("a\"b\\c;ü\n").zoneLine()).endsWith("TXT \"a\\\"b\\\\c;\\195\\188\\010\"");
    assertThat(text("").zoneLine()).endsWith("TXT \"\"");
  }

  private static DnsRecord text(String value) {
    return new DnsRecord(ACME, DnsType.TXT, value, Purpose.SPF);
  }
}
