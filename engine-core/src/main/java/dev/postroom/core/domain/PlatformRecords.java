package dev.postroom.core.domain;

import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.DomainVerification.CheckedRecord;
import dev.postroom.tenancy.PlatformDomainVerification;
import java.time.Clock;
import java.util.List;

/** What the operator publishes of a domain of the platform, and what follows once it is published: new keys sign. */
public final class PlatformRecords {
  private final DomainKeys keys;
  private final DomainProof proof;
  private final Clock clock;

  public PlatformRecords(DomainKeys keys, DomainProof proof, Clock clock) {
    this.keys = keys;
    this.proof = proof;
    this.clock = clock;
  }

  public DnsRecords toPublish(SigningDomain.OfPlatform domain) {
    return toPublish(domain, keys.of(domain));
  }

  private DnsRecords toPublish(SigningDomain.OfPlatform domain, Keyring keyring) {
    return proof.toPublish(domain.name(), keyring.published(clock.instant()));
  }

  public DnsRecords rotate(SigningDomain.OfPlatform domain) {
    return toPublish(domain, keys.rotate(domain));
  }

  public void activate(SigningDomain.OfPlatform domain) {
    keys.activate(domain);
  }

  public PlatformDomainVerification verify(SigningDomain.OfPlatform domain) {
    Keyring keyring = keys.of(domain);
    List<CheckedRecord> checked = proof.lookUp(toPublish(domain, keyring));
    if (DomainRecords.arePublished(domain, keyring.waitingSelectors(), checked)) {
      keys.activate(domain, keyring.waitingSelectors());
    }
    return new PlatformDomainVerification(checked);
  }
}
