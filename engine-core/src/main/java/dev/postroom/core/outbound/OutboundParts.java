package dev.postroom.core.outbound;

import dev.postroom.core.domain.MailHosts;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.OutboundTransport;
import java.time.Duration;
import java.util.Optional;

/**
 * What of sending the host says.
 *
 * @param transport
 *          what hands mail over to the outside; none when the engine only delivers to itself
 * @param hosts
 *          where mail comes to and leaves from
 * @param dns
 *          where mail exchangers are looked up
 * @param timeToLive
 *          how long a delivery is tried
 * @param mostRecipients
 *          how many recipients a message may have
 */
public record OutboundParts(Optional<OutboundTransport> transport, MailHosts hosts, DnsResolver dns,
    Duration timeToLive, int mostRecipients) {}
