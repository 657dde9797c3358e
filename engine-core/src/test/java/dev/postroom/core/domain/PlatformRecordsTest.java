package dev.postroom.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.MasterKeyFile;
import dev.postroom.address.DomainName;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.core.dkim.DkimAlgorithm;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.dkim.Selector;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DnsRecord.Purpose;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.DomainVerification.CheckedRecord;
import dev.postroom.tenancy.DomainVerification.Status;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator publishes of the platform's domains, and what mail on them is signed with. */
class PlatformRecordsTest {
  private MailStore store;
  private MasterKey masterKey;
  private DomainHouse house;
  private WorkspaceAdmin acme;
  private WorkspaceAdmin globex;
  private PlatformDomainAdmin domain;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = InMemoryMailStore.open();
    masterKey = MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
    house = new DomainHouse(store, masterKey);
    acme = house.workspace("acme");
    globex = house.workspace("globex");
    domain = platform("mail.example");
  }

  private PlatformDomainAdmin platform(String name) {
    return house.tenancy.addPlatformDomain(DomainName.of(name));
  }

  @Test
  void the_operator_vouches_for_it_so_all_but_a_proof_of_ownership_is_to_be_published() {
    List<DnsRecord> records = domain.dnsRecords().records();

    assertThat(domain.name()).isEqualTo(DomainName.of("mail.example"));
    assertThat(records).extracting(DnsRecord::purpose)
        .containsExactly(Purpose.MX, Purpose.SPF, Purpose.DKIM, Purpose.DKIM, Purpose.DMARC);
    assertThat(records.get(2).name().value()).matches("r[0-9a-f]{8}\\._domainkey\\.mail\\.example");
    assertThat(records.get(3).name().value()).matches("e[0-9a-f]{8}\\._domainkey\\.mail\\.example");
    assertThat(records.get(4).name()).hasToString("_dmarc.mail.example");
  }

  @Test
  void asked_again_they_are_the_same_also_by_many_and_after_a_restart() {
    assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> domain.dnsRecords()).distinct().count()).isEqualTo(1);
    DnsRecords records = domain.dnsRecords();

    assertThat(platform("MAIL.example").dnsRecords()).isEqualTo(records);
    house = new DomainHouse(store, masterKey);
    assertThat(platform("mail.example").dnsRecords()).isEqualTo(records);
    assertThat(platform("other.example").dnsRecords().records()).doesNotContainAnyElementsOf(records.records());
  }

  @Test
  void mail_of_every_workspace_is_signed_with_the_keys_that_are_published() {
    assertThat(house.signing(acme, "mail.example")).isEmpty();
    List<DnsRecord> published = of(domain.dnsRecords(), Purpose.DKIM);

    List<DkimKey> keys = house.signing(acme, "mail.example");
    assertThat(keys).extracting(key -> key.pair().algorithm())
        .containsExactly(DkimAlgorithm.RSA_SHA256, DkimAlgorithm.ED25519_SHA256);
    assertThat(keys).extracting(DkimKey::domain).containsOnly(DomainName.of("mail.example"));
    assertThat(keys).extracting(key -> key.pair().publicRecord())
        .isEqualTo(published.stream().map(DnsRecord::value).toList());
    assertThat(house.signing(globex, "mail.example")).isSameAs(keys);
    assertThat(house.signing(acme, "sub.mail.example")).isEmpty();
  }

  @Test
  void a_domain_that_becomes_the_platforms_signs_though_it_was_asked_for_before_and_is_claimed() {
    acme.claimDomain("late.example").dnsRecords();
    assertThat(house.signing(acme, "late.example")).isEmpty();

    List<DnsRecord> published = of(platform("late.example").dnsRecords(), Purpose.DKIM);
    assertThat(house.signing(acme, "late.example")).extracting(key -> key.pair().publicRecord())
        .isEqualTo(published.stream().map(DnsRecord::value).toList());
  }

  @Test
  void what_is_published_as_told_is_found_and_what_is_not_is_missing() {
    assertThat(domain.verify().records()).extracting(CheckedRecord::status).containsOnly(Status.MISSING).hasSize(5);
    house.publish(domain.dnsRecords());

    assertThat(domain.verify().isComplete()).isTrue();
  }

  @Test
  void new_keys_sign_once_both_are_published_and_the_former_ones_stay_published_for_a_while() {
    house.publish(domain.dnsRecords());
    List<Selector> former = signing();
    DnsRecords records = domain.rotateDkim();
    assertThat(domain.rotateDkim()).isEqualTo(records);
    assertThat(of(records, Purpose.DKIM)).hasSize(4);
    assertThat(domain.verify().isComplete()).isFalse();
    assertThat(signing()).isEqualTo(former);

    house.publish(records);
    assertThat(domain.verify().isComplete()).isTrue();
    assertThat(signing()).hasSize(2).doesNotContainAnyElementsOf(former);
    assertThat(of(domain.dnsRecords(), Purpose.DKIM)).hasSize(4);
    house.clock.advance(Duration.ofDays(14));
    assertThat(of(domain.dnsRecords(), Purpose.DKIM)).hasSize(2);
    assertThat(house.events()).as("events, which are of a tenant")
        .noneMatch(one -> one.type() == EventType.DKIM_ROTATED);
  }

  @Test
  void the_operator_may_have_new_keys_sign_at_once() {
    domain.dnsRecords();
    List<Selector> former = signing();
    domain.rotateDkim();

    domain.activateDkim();
    domain.activateDkim();
    assertThat(signing()).hasSize(2).doesNotContainAnyElementsOf(former);
  }

  @Test
  void keys_that_are_put_in_another_domains_place_do_not_open() {
    domain.dnsRecords();
    platform("other.example").dnsRecords();
    SealedBytes others = kept("other.example").content();
    assertThat(house.signing(acme, "mail.example")).hasSize(2);

    keep("mail.example", others);
    assertBroken();
  }

  @Test
  void keys_of_a_workspaces_claim_do_not_open_as_the_platforms() {
    var claim = acme.claimDomain("acme.example").confirm();
    claim.dnsRecords();
    SealedBytes theirs = store.read(transaction -> transaction.tenant(acme.scope().tenant())
        .workspace(acme.id())
        .sealed()
        .list(SealedRow.Kind.DKIM_KEY, claim.id().value())).get(0).content();

    keep("mail.example", theirs);
    assertBroken();
  }

  @Test
  void keys_of_which_an_octet_is_altered_do_not_open() {
    domain.dnsRecords();
    byte[] altered = kept("mail.example").content().toByteArray();
    altered[altered.length / 2] ^= 1;

    keep("mail.example", SealedBytes.copyOf(altered));
    assertBroken();
  }

  private void assertBroken() {
    for (Runnable use : List.<Runnable>of(() -> house.signing(acme, "mail.example"), domain::dnsRecords,
        domain::rotateDkim, domain::activateDkim, domain::verify)) {
      assertThatExceptionOfType(SealException.class).isThrownBy(use::run)
          .satisfies(failure -> assertThat(failure.reason()).isEqualTo(FailureReason.SEAL_BROKEN));
    }
  }

  private DomainId id(String name) {
    return store.read(transaction -> transaction.routing().platformDomain(DomainName.of(name))).orElseThrow();
  }

  private SealedRow kept(String name) {
    DomainId id = id(name);
    return store.read(transaction -> transaction.sealed().list(SealedRow.Kind.DKIM_KEY, id.value())).get(0);
  }

  /** Puts something in the place of a domain's keys, and has nothing open. */
  private void keep(String name, SealedBytes content) {
    DomainId id = id(name);
    store.write(transaction -> {
      transaction.sealed().put(new SealedRow(SealedRow.Kind.DKIM_KEY, id.value(), 0, content));
      return id;
    });
    house = new DomainHouse(store, masterKey);
    domain = platform(name);
  }

  private List<Selector> signing() {
    return house.signing(acme, "mail.example").stream().map(DkimKey::selector).toList();
  }

  private static List<DnsRecord> of(DnsRecords records, Purpose purpose) {
    return records.records().stream().filter(record -> record.purpose() == purpose).toList();
  }
}
