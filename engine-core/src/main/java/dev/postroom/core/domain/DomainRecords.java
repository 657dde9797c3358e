package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.core.dkim.Selector;
import dev.postroom.core.tenant.Domains;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.DomainId;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.tenancy.DnsRecord.Purpose;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.DomainVerification;
import dev.postroom.tenancy.DomainVerification.CheckedRecord;
import dev.postroom.tenancy.DomainVerification.Status;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a workspace publishes of its claims, and what follows once it is published: the claim is confirmed, new keys sign. */
public final class DomainRecords {
  private final MailStore store;
  private final Domains domains;
  private final DomainKeys keys;
  private final DomainProof proof;
  private final Clock clock;

  public DomainRecords(MailStore store, Domains domains, DomainKeys keys, DomainProof proof, Clock clock) {
    this.store = store;
    this.domains = domains;
    this.keys = keys;
    this.proof = proof;
    this.clock = clock;
  }

  public DnsRecords toPublish(Scope.OfWorkspace workspace, DomainId domain) {
    DomainRow claim = claim(workspace, domain);
    return toPublish(workspace, claim, keys.of(SigningDomain.Claimed.of(workspace, claim)));
  }

  private DnsRecords toPublish(Scope.OfWorkspace workspace, DomainRow claim, Keyring keyring) {
    return proof.toPublish(workspace, claim, keyring.published(clock.instant()));
  }

  public DnsRecords rotate(Scope.OfWorkspace workspace, DomainId domain) {
    DomainRow claim = claim(workspace, domain);
    return toPublish(workspace, claim, keys.rotate(SigningDomain.Claimed.of(workspace, claim)));
  }

  public void activate(Scope.OfWorkspace workspace, DomainId domain) {
    keys.activate(SigningDomain.Claimed.of(workspace, claim(workspace, domain)));
  }

  public DomainVerification verify(Scope.OfWorkspace workspace, DomainId domain) {
    DomainRow claim = claim(workspace, domain);
    SigningDomain signing = SigningDomain.Claimed.of(workspace, claim);
    Keyring keyring = keys.of(signing);
    List<CheckedRecord> checked = proof.lookUp(toPublish(workspace, claim, keyring));
    if (checked.stream().anyMatch(one -> one.record().purpose() == Purpose.OWNERSHIP && isFound(one))) {
      domains.confirm(workspace, domain);
    }
    if (arePublished(signing, keyring.waitingSelectors(), checked)) {
      keys.activate(signing, keyring.waitingSelectors());
    }
    return new DomainVerification(domains.describe(workspace, domain), checked);
  }

  static boolean arePublished(SigningDomain domain, List<Selector> selectors, List<CheckedRecord> checked) {
    Set<DnsName> found =
        checked.stream().filter(DomainRecords::isFound).map(one -> one.record().name()).collect(Collectors.toSet());
    return !selectors.isEmpty()
        && selectors.stream().allMatch(selector -> found.contains(DkimKey.recordName(domain.name(), selector)));
  }

  private static boolean isFound(CheckedRecord checked) {
    return checked.status() == Status.FOUND;
  }

  private DomainRow claim(Scope.OfWorkspace workspace, DomainId domain) {
    return store.read(workspace,
        transaction -> Rungs.of(transaction, workspace).findDomain(domain).orElseThrow(NotFoundException::new));
  }
}
