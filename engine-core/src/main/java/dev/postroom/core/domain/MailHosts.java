package dev.postroom.core.domain;

import dev.postroom.address.DomainName;
import dev.postroom.spi.dns.DnsName;
import java.util.Optional;

/**
 * The hosts that the mail of domains comes to and leaves from, as far as the engine was told.
 *
 * @param own
 *          the host that mail comes to, and leaves from when nothing else is said
 * @param spf
 *          the name whose SPF record lists the hosts that mail leaves from
 */
public record MailHosts(Optional<DomainName> own, Optional<DnsName> spf) {}
