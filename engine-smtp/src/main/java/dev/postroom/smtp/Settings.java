package dev.postroom.smtp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a running listener was told: the options of {@link SmtpServer}, with what was left out filled in. */
record Settings(String hostname, Optional<SSLContext> tls, TlsPolicy tlsPolicy, List<AddressRange> proxies,
    SmtpLimits limits,
    SmtpTimeouts timeouts) {

  enum TlsPolicy {
    OFFERED, REQUIRED
  }

  boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }
}
