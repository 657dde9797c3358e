package dev.postroom.smtp;

import dev.postroom.address.DomainName;
import dev.postroom.outbound.Egress;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What a running transport was told: the options of {@link SmtpRelay} and {@link SmtpDirect}, with what was left out filled in. */
record ClientSettings(SmtpClientLimits limits, Optional<SSLContext> trust, int exchangerPort, Networks networks) {
  private static final int SMTP = 25;

  enum Networks {
    PUBLIC, ANY
  }

  static ClientSettings of(Given given) {
    return new ClientSettings(given.option("limits", SmtpClientLimits.class).orElseGet(SmtpClientLimits::defaults),
        given.option("trust", SSLContext.class), given.option("exchangerPort", Integer.class).orElse(SMTP),
        given.option("allowPrivateAddresses", Networks.class).orElse(Networks.PUBLIC));
  }

  static Egress egress(Egress way, Given given) {
    return new Egress(way.route(), given.option("from", InetAddress.class), given.option("helo", DomainName.class));
  }
}
