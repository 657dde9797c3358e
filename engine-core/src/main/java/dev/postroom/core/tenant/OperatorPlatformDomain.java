package dev.postroom.core.tenant;

import dev.postroom.address.DomainName;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.core.domain.PlatformRecords;
import dev.postroom.core.domain.SigningDomain;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.PlatformDomainVerification;

/** One domain of the platform in the operator's hand. */
final class OperatorPlatformDomain implements PlatformDomainAdmin {
  private final SigningDomain.OfPlatform domain;
  private final PlatformRecords records;

  OperatorPlatformDomain(SigningDomain.OfPlatform domain, PlatformRecords records) {
    this.domain = domain;
    this.records = records;
  }

  @Override
  public DomainName name() {
    return domain.name();
  }

  @Override
  public DnsRecords dnsRecords() {
    return records.toPublish(domain);
  }

  @Override
  public PlatformDomainVerification verify() {
    return records.verify(domain);
  }

  @Override
  public DnsRecords rotateDkim() {
    return records.rotate(domain);
  }

  @Override
  public void activateDkim() {
    records.activate(domain);
  }
}
