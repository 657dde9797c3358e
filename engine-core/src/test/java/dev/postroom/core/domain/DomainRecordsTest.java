package dev.postroom.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.MasterKeyFile;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.core.dkim.DkimAlgorithm;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.dkim.DkimSigner;
import dev.postroom.core.dkim.Selector;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.PostroomException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.spi.store.MailStore;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DnsRecord.Purpose;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.DomainVerification;
import dev.postroom.tenancy.DomainVerification.CheckedRecord;
import dev.postroom.tenancy.DomainVerification.Status;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.james.jdkim.DKIMVerifier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Master;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

class DomainRecordsTest {
  private static final String OWNERSHIP = "_postroom.acme.example";

  private MailStore store;
  private MasterKey masterKey;
  private DomainHouse house;
  private WorkspaceAdmin acme;
  private DomainAdmin domain;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = InMemoryMailStore.open();
    masterKey = MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
    house = new DomainHouse(store, masterKey);
    acme = house.workspace("acme");
    domain = acme.claimDomain("acme.example");
  }

  @Test
  void all_that_a_domain_needs_is_to_be_published() {
    List<DnsRecord> records = domain.dnsRecords().records();

    assertThat(records).extracting(DnsRecord::purpose)
        .containsExactly(Purpose.OWNERSHIP, Purpose.MX, Purpose.SPF, Purpose.DKIM, Purpose.DKIM, Purpose.DMARC);
    assertThat(records.get(0).name()).hasToString(OWNERSHIP);
    assertThat(records.get(0).value()).matches("postroom-verification=[0-9a-f]{64}");
    assertThat(records.get(1).value()).isEqualTo("10 mx.host.example.");
    assertThat(records.get(2).value()).isEqualTo("v=spf1 a:mx.host.example ~all");
    assertThat(records.get(3).name().value()).matches("r[0-9a-f]{8}\\._domainkey\\.acme\\.example");
    assertThat(records.get(3).value()).startsWith("v=DKIM1; k=rsa; p=");
    assertThat(records.get(4).name().value()).matches("e[0-9a-f]{8}\\._domainkey\\.acme\\.example");
    assertThat(records.get(4).value()).matches("v=DKIM1; k=ed25519; p=.{44}");
    assertThat(records.get(5).name()).hasToString("_dmarc.acme.example");
    assertThat(records.get(5).value()).isEqualTo("v=DMARC1; p=none");
  }

  @Test
  void asked_again_they_are_the_same_also_after_a_restart() {
    DnsRecords records = domain.dnsRecords();

    assertThat(domain.dnsRecords()).isEqualTo(records);
    assertThat(new DomainHouse(store, masterKey).workspace("acme").openDomain(domain.id()).dnsRecords())
        .isEqualTo(records);
  }

  @Test
  void asked_by_many_at_once_for_the_first_time_they_are_the_same() {
    assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> domain.dnsRecords()).distinct().count()).isEqualTo(1);
  }

  @Test
  void without_a_mail_host_nothing_is_said_of_where_mail_goes() {
    house = new DomainHouse(store, masterKey, Optional.empty());
    DnsRecords records = house.workspace("acme").openDomain(domain.id()).dnsRecords();

    assertThat(records.records()).extracting(DnsRecord::purpose)
        .containsExactly(Purpose.OWNERSHIP, Purpose.DKIM, Purpose.DKIM, Purpose.DMARC);
  }

  @Test
  void the_zone_text_reads_back_as_the_same_records() throws Exception {
    DnsRecords records = domain.dnsRecords();

    List<String> read = new ArrayList<>();
    try (Master zone = new Master(
        new ByteArrayInputStream(records.zoneText().getBytes(StandardCharsets.US_ASCII)))) {
      for (Record record = zone.nextRecord(); record != null; record = zone.nextRecord()) {
        String value = record instanceof TXTRecord text ? String.join("", text.getStrings()) : record.rdataToString();
        read.add(record.getName().toString(true) + ' ' + value.replace("\\", ""));
      }
    }
    assertThat(read).containsExactlyElementsOf(
        records.records().stream().map(record -> record.name() + " " + record.value()).toList());
  }

  @Test
  void a_domain_is_confirmed_by_its_record_of_ownership_alone() {
    assertThat(domain.verify().isConfirmed()).isFalse();
    house.publish(OWNERSHIP, DnsType.TXT, "other", domain.dnsRecords().records().get(0).value());

    DomainVerification verification = domain.verify();

    assertThat(verification.isConfirmed()).isTrue();
    assertThat(verification.isComplete()).isFalse();
    assertThat(verification.domain()).isEqualTo(domain.describe());
    assertThat(statuses(verification)).containsExactly(Status.FOUND, Status.MISSING, Status.MISSING, Status.MISSING,
        Status.MISSING, Status.MISSING);
    assertThat(events()).containsExactly(EventType.DOMAIN_CLAIMED, EventType.DOMAIN_CONFIRMED);
    house.dns.forget(OWNERSHIP);
    assertThat(domain.verify().isConfirmed()).isTrue();
  }

  @Test
  void what_is_published_as_told_is_found() {
    house.publish(domain.dnsRecords());

    assertThat(domain.verify().isComplete()).isTrue();
  }

  @Test
  void what_cannot_be_looked_up_now_confirms_nothing_and_is_told_from_what_is_missing() {
    house.publish(domain.dnsRecords());
    house.dns.unavailable(OWNERSHIP, DnsType.TXT).unavailable("acme.example", DnsType.MX);

    assertThat(statuses(domain.verify())).containsExactly(Status.UNAVAILABLE, Status.UNAVAILABLE, Status.FOUND,
        Status.FOUND, Status.FOUND, Status.FOUND);
    assertThat(domain.describe().isConfirmed()).isFalse();
  }

  @Test
  void a_claim_that_came_first_does_not_block_the_true_owner() {
    WorkspaceAdmin globex = house.workspace("globex");
    DomainAdmin owners = globex.claimDomain("acme.example");
    house.publish(owners.dnsRecords());

    assertThat(statuses(domain.verify()).get(0)).isEqualTo(Status.DIFFERENT);
    assertThat(domain.describe().isConfirmed()).isFalse();
    assertThat(owners.verify().isConfirmed()).isTrue();
    assertThat(domain.verify().isConfirmed()).isFalse();
  }

  @Test
  void a_domain_that_is_confirmed_for_another_cannot_be_taken() {
    DomainAdmin other = house.workspace("globex").claimDomain("acme.example");
    domain.confirm();
    house.publish(other.dnsRecords());

    assertFails(FailureReason.DOMAIN_TAKEN, other::verify);
    assertThat(domain.describe().isConfirmed()).isTrue();
    domain.release();
    assertThat(other.verify().isConfirmed()).isTrue();
  }

  @Test
  void a_record_of_ownership_is_worth_nothing_for_another_claim_even_of_the_same_name() {
    house.publish(domain.dnsRecords());
    domain.release();
    DomainAdmin again = acme.claimDomain("acme.example");

    assertThat(again.verify().isConfirmed()).isFalse();
    assertThat(statuses(again.verify()).get(0)).isEqualTo(Status.DIFFERENT);
  }

  @Test
  void mail_of_a_confirmed_domain_is_signed_with_both_algorithms_under_the_names_that_are_published() {
    DnsRecords records = domain.dnsRecords();
    assertThat(house.signing(acme, "acme.example")).isEmpty();
    domain.confirm();

    List<DkimKey> keys = house.signing(acme, "acme.example");

    assertThat(keys).extracting(key -> key.pair().algorithm())
        .containsExactly(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256);
    assertThat(
        keys.stream().map(key -> DkimKey.recordName(key.domain(), key.selector()) + " " + key.pair().publicRecord()))
        .containsExactlyElementsOf(
            of(records, Purpose.DKIM).stream().map(record -> record.name() + " " + record.value()).toList());
    assertThat(house.signing(acme, "acme.example")).isSameAs(keys);
    assertThat(house.signing(house.workspace("globex"), "acme.example")).isEmpty();
    assertThat(house.signing(acme, "other.example")).isEmpty();
  }

  @Test
  void what_is_signed_verifies_with_what_is_published() throws Exception {
    domain.confirm();
    house.publish(domain.dnsRecords());
    byte[] letter = "From: a@acme.example\r\nSubject: Hello\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);
    MessageSource source = new MessageSource() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(letter);
      }

      @Override
      public long size() {
        return letter.length;
      }
    };
    List<DkimKey> rsa = house.signing(acme, "acme.example").subList(0, 1);

    byte[] signature = new DkimSigner().sign(source, rsa, Instant.EPOCH);

    DKIMVerifier verifier = new DKIMVerifier((methods, selector, name) -> {
      DnsAnswer answer = house.dns.lookup(new DnsName(selector + "._domainkey." + name), DnsType.TXT);
      return answer instanceof DnsAnswer.Records found ? found.values() : List.of();
    });
    verifier.verify(new SequenceInputStream(new ByteArrayInputStream(signature), source.open()));
    assertThat(verifier.hasAnyValidSignature()).isTrue();
  }

  @Test
  void a_domain_that_was_never_asked_about_has_no_keys() {
    domain.confirm();

    assertThat(house.signing(acme, "acme.example")).isEmpty();
  }

  @Test
  void new_keys_sign_once_both_are_published_and_the_former_ones_stay_published_for_two_weeks() {
    DnsRecords before = domain.dnsRecords();
    domain.confirm();
    List<Selector> former = signing();

    DnsRecords records = domain.rotateDkim();
    assertThat(domain.rotateDkim()).isEqualTo(records);
    assertThat(of(records, Purpose.DKIM)).hasSize(4).containsAll(of(before, Purpose.DKIM));
    assertThat(signing()).isEqualTo(former);
    assertThat(domain.verify().isConfirmed()).isTrue();
    assertThat(signing()).isEqualTo(former);

    house.publish(records);
    house.dns.forget(of(records, Purpose.DKIM).get(3).name().value());
    domain.verify();
    assertThat(signing()).isEqualTo(former);

    house.publish(records);
    domain.verify();
    List<Selector> signing = signing();
    assertThat(signing).hasSize(2).doesNotContainAnyElementsOf(former);
    assertThat(events()).endsWith(EventType.DOMAIN_CONFIRMED, EventType.DKIM_ROTATED);
    assertThat(of(domain.dnsRecords(), Purpose.DKIM)).containsExactlyInAnyOrderElementsOf(of(records, Purpose.DKIM));

    house.clock.advance(Duration.ofDays(14).minusSeconds(1));
    assertThat(of(domain.dnsRecords(), Purpose.DKIM)).hasSize(4);
    house.clock.advance(Duration.ofSeconds(1));
    assertThat(of(domain.dnsRecords(), Purpose.DKIM)).hasSize(2).doesNotContainAnyElementsOf(of(before, Purpose.DKIM));
    assertThat(signing()).isEqualTo(signing);
  }

  @Test
  void the_operator_may_have_new_keys_sign_at_once() {
    domain.confirm();
    domain.rotateDkim();
    List<Selector> former = signing();

    domain.activateDkim();
    domain.activateDkim();

    assertThat(signing()).hasSize(2).doesNotContainAnyElementsOf(former);
    assertThat(events().stream().filter(type -> type == EventType.DKIM_ROTATED)).hasSize(1);
  }

  @Test
  void keys_outlive_a_restart_and_a_new_secret_of_the_workspace() {
    domain.confirm();
    DnsRecords records = domain.dnsRecords();
    acme.rotateEncryption();
    house.tenant().rotateEncryption();
    assertThat(domain.dnsRecords()).isEqualTo(records);

    DomainHouse again = new DomainHouse(store, masterKey);

    assertThat(again.signing(again.workspace("acme"), "acme.example")).extracting(key -> key.pair().publicRecord())
        .isEqualTo(of(records, Purpose.DKIM).stream().map(DnsRecord::value).toList());
  }

  @Test
  void a_domain_that_is_given_back_takes_its_keys_along() {
    domain.confirm();
    List<DnsRecord> before = of(domain.dnsRecords(), Purpose.DKIM);
    house.signing(acme, "acme.example");

    domain.release();

    assertThat(house.signing(acme, "acme.example")).isEmpty();
    assertFails(FailureReason.NOT_FOUND, domain::dnsRecords);
    assertFails(FailureReason.NOT_FOUND, domain::verify);
    assertFails(FailureReason.NOT_FOUND, domain::rotateDkim);
    assertFails(FailureReason.NOT_FOUND, domain::activateDkim);
    DomainAdmin again = acme.claimDomain("acme.example").confirm();
    assertThat(of(again.dnsRecords(), Purpose.DKIM)).doesNotContainAnyElementsOf(before);
  }

  @Test
  void an_erased_workspace_signs_nothing_and_its_keys_open_no_more() {
    domain.confirm();
    domain.dnsRecords();
    assertThat(house.signing(acme, "acme.example")).hasSize(2);

    house.ladder.erase(acme.scope());
    house.keys.forget(acme.scope());
    assertFails(FailureReason.SEAL_BROKEN, () -> house.signing(acme, "acme.example"));
    acme.erase();
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> house.signing(acme, "acme.example"));
  }

  @Test
  void suspension_drops_the_open_keys_and_they_open_again_afterwards() {
    domain.confirm();
    domain.dnsRecords();
    List<DkimKey> before = house.signing(acme, "acme.example");

    acme.suspend();
    acme.resume();

    assertThat(house.signing(acme, "acme.example")).isNotSameAs(before).hasSize(2);
  }

  private List<Selector> signing() {
    return house.signing(acme, "acme.example").stream().map(DkimKey::selector).toList();
  }

  private List<EventType> events() {
    return house.events()
        .stream()
        .filter(event -> event.detail().equals(Optional.of(domain.id().toString())))
        .map(Event::type)
        .toList();
  }

  private static List<DnsRecord> of(DnsRecords records, Purpose purpose) {
    return records.records().stream().filter(record -> record.purpose() == purpose).toList();
  }

  private static List<Status> statuses(DomainVerification verification) {
    return verification.records().stream().map(CheckedRecord::status).toList();
  }

  private static void assertFails(FailureReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(PostroomException.class).isThrownBy(call)
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
  }
}
