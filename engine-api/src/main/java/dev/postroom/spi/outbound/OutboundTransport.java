package dev.postroom.spi.outbound;

import dev.postroom.address.DomainName;
import dev.postroom.spi.dns.DnsResolver;

/** Something that hands mail over to other servers: the SMTP client, or the host's own. */
public interface OutboundTransport {

  /**
   * Gets ready; connects to nobody yet.
   *
   * @param heloName
   *          the name of this mail host, to greet with where the way says no other
   * @param dns
   *          where to look mail exchangers up
   * @return the running transport, to be closed by the engine
   */
  RunningOutbound start(DomainName heloName, DnsResolver dns);
}
