package dev.postroom.core.dkim;

import dev.postroom.address.DomainName;
import dev.postroom.spi.dns.DnsName;

/** A key pair, and where its public half is published. */
public record DkimKey(DomainName domain, Selector selector, DkimKeyPair pair) {

  /** The name of its record (RFC 6376, section 3.6.2.1). */
  public static DnsName recordName(DomainName domain, Selector selector) {
    return DnsName.below(selector + "._domainkey", domain);
  }
}
