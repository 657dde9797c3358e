package dev.postroom.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DnsRecord.Purpose;
import dev.postroom.tenancy.DomainVerification.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordCheckTest {
  private static final MailHosts OURS = new MailHosts(Optional.of(DomainHouse.MAIL_HOST), Optional.empty());
  private static final DnsName APEX = new DnsName("acme.example");
  private static final DnsAnswer OUR_MX = records("20 MX.host.example.");

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"10 mx.host.example.|FOUND", "5 MX.HOST.example.|FOUND",
      "10 mx.other.example.|DIFFERENT", "0 .|DIFFERENT", "10 amx.host.example.|DIFFERENT"})
  void mail_comes_here_by_any_preference(String value, Status status) {
    assertThat(check(DnsType.MX, "10 mx.host.example.", Purpose.MX, value)).isEqualTo(status);
  }

  @Test
  void one_of_several_mail_hosts_is_enough() {
    assertThat(check(DnsType.MX, "10 mx.host.example.", Purpose.MX, "10 other.example.", "20 mx.host.example."))
        .isEqualTo(Status.FOUND);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"v=spf1 a:mx.host.example ~all|FOUND", "v=spf1 mx -all|FOUND",
      "V=SPF1 ip4:192.0.2.1 include:MX.host.example -all|FOUND", "v=spf1 +a:mx.host.example/24 ?all|FOUND",
      "v=spf1 redirect=mx.host.example|FOUND", "v=spf1 +all|FOUND", "v=spf1 -all|DIFFERENT", "v=spf1|DIFFERENT",
      "v=spf1 -a:mx.host.example ~all|DIFFERENT", "v=spf1 ~mx ~all|DIFFERENT",
      "v=spf1 -all a:mx.host.example|DIFFERENT", "v=spf1 include:other.example ~all|DIFFERENT",
      "v=spf1 a:mx.host.example.evil.example ~all|DIFFERENT", "v=spf10 a:mx.host.example|MISSING",
      "v=DMARC1; p=none|MISSING", "spf2.0/pra a:mx.host.example|MISSING"})
  void an_spf_record_is_found_when_it_permits(String value, Status status) {
    DnsRecord record = record(DnsType.TXT, SpfRecord.permitting(OURS).orElseThrow(), Purpose.SPF);

    assertThat(check(record, Map.of(DnsType.TXT, records("other", value), DnsType.MX, OUR_MX))).isEqualTo(status);
  }

  @Test
  void an_spf_record_that_permits_mail_hosts_does_not_mean_us_when_they_are_others() {
    DnsRecord record = record(DnsType.TXT, SpfRecord.permitting(OURS).orElseThrow(), Purpose.SPF);
    DnsAnswer spf = records("v=spf1 mx -all");

    assertThat(check(record, Map.of(DnsType.TXT, spf, DnsType.MX, records("10 mx.other.example."))))
        .isEqualTo(Status.DIFFERENT);
    assertThat(check(record, Map.of(DnsType.TXT, spf, DnsType.MX, new DnsAnswer.Unavailable())))
        .isEqualTo(Status.DIFFERENT);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"v=spf1 a:mx.host.example include:_spf.relay.example ~all|FOUND",
      "v=spf1 include:_SPF.relay.example -all|FOUND", "v=spf1 redirect=_spf.relay.example|FOUND",
      "v=spf1 a:mx.host.example ~all|DIFFERENT", "v=spf1 mx ~all|DIFFERENT",
      "v=spf1 -include:_spf.relay.example ~all|DIFFERENT"})
  void where_mail_leaves_by_a_relay_its_list_is_what_has_to_be_permitted(String value, Status status) {
    MailHosts hosts = new MailHosts(OURS.own(), Optional.of(new DnsName("_spf.relay.example")));
    String wanted = SpfRecord.permitting(hosts).orElseThrow();
    assertThat(wanted).isEqualTo("v=spf1 a:mx.host.example include:_spf.relay.example ~all");
    RecordCheck check = new RecordCheck(hosts, Map.of(new RecordCheck.Question(APEX, DnsType.TXT), records(value),
        new RecordCheck.Question(APEX, DnsType.MX), OUR_MX));

    assertThat(check.status(record(DnsType.TXT, wanted, Purpose.SPF))).isEqualTo(status);
  }

  @Test
  void two_spf_records_are_none() {
    assertThat(check(DnsType.TXT, "", Purpose.SPF, "v=spf1 a:mx.host.example ~all", "v=spf1 -all"))
        .isEqualTo(Status.DIFFERENT);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"v=DKIM1; k=ed25519; p=abc=|FOUND", "k=ed25519;p=ab c=|FOUND",
      "v=DKIM1; p=abc=; k=ed25519; n=a note;|FOUND", "v=DKIM1; k=ed25519; p=abd=|DIFFERENT",
      "v=DKIM1; k=ed25519; p=|DIFFERENT", "v=DKIM1; k=rsa; p=abc=|DIFFERENT", "v=DKIM1; p=abc=|DIFFERENT",
      "v=DKIM2; k=ed25519; p=abc=|DIFFERENT", "nothing|DIFFERENT"})
  void a_key_is_found_when_it_is_the_same_key(String value, Status status) {
    assertThat(check(DnsType.TXT, "v=DKIM1; k=ed25519; p=abc=", Purpose.DKIM, value)).isEqualTo(status);
  }

  @Test
  void two_keys_at_one_name_are_none() {
    assertThat(
        check(DnsType.TXT, "v=DKIM1; k=rsa; p=abc", Purpose.DKIM, "v=DKIM1; k=rsa; p=abc", "v=DKIM1; k=rsa; p=d"))
        .isEqualTo(Status.DIFFERENT);
    assertThat(check(DnsType.TXT, "v=DKIM1; k=rsa; p=abc", Purpose.DKIM, "p=abc")).isEqualTo(Status.FOUND);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"v=DMARC1; p=none|FOUND", "v=DMARC1;p=reject;rua=mailto:a@b.example|FOUND",
      "v=DMARC1; adkim=s; p=Quarantine;|FOUND", "v=DMARC1|DIFFERENT", "v=DMARC1; p=maybe|DIFFERENT",
      "v=DMARC10; p=none|DIFFERENT", "p=none; v=DMARC1|MISSING", "v=spf1 -all|MISSING"})
  void any_valid_policy_is_found(String value, Status status) {
    assertThat(check(DnsType.TXT, "v=DMARC1; p=none", Purpose.DMARC, value)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"postroom-verification=12|FOUND", "postroom-verification=13|DIFFERENT",
      "'postroom-verification=12 '|DIFFERENT", "other|MISSING", "POSTROOM-VERIFICATION=12|MISSING"})
  void ownership_is_found_by_its_letters(String value, Status status) {
    assertThat(check(DnsType.TXT, "postroom-verification=12", Purpose.OWNERSHIP, value)).isEqualTo(status);
  }

  @Test
  void no_name_and_no_records_are_missing_and_no_answer_is_neither() {
    for (Purpose purpose : Purpose.values()) {
      DnsRecord record = record(DnsType.TXT, "k=rsa; p=x", purpose);
      assertThat(check(record, Map.of(DnsType.TXT, new DnsAnswer.NoSuchName()))).isEqualTo(Status.MISSING);
      assertThat(check(record, Map.of(DnsType.TXT, new DnsAnswer.NoRecords()))).isEqualTo(Status.MISSING);
      assertThat(check(record, Map.of(DnsType.TXT, new DnsAnswer.Unavailable()))).isEqualTo(Status.UNAVAILABLE);
    }
  }

  private static Status check(DnsType type, String wanted, Purpose purpose, String... found) {
    return check(record(type, wanted, purpose), Map.of(type, records(found)));
  }

  private static Status check(DnsRecord record, Map<DnsType, DnsAnswer> answers) {
    Map<RecordCheck.Question, DnsAnswer> asked = new HashMap<>();
    answers.forEach((type, answer) -> asked.put(new RecordCheck.Question(APEX, type), answer));
    return new RecordCheck(OURS, asked).status(record);
  }

  private static DnsRecord record(DnsType type, String value, Purpose purpose) {
    return new DnsRecord(APEX, type, value, purpose);
  }

  private static DnsAnswer records(String... values) {
    return new DnsAnswer.Records(List.of(values));
  }
}
