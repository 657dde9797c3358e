package dev.postroom.smtp;

import dev.postroom.outbound.Egress;
import dev.postroom.outbound.Egress.Direct;
import dev.postroom.outbound.Egress.Login;
import dev.postroom.outbound.Egress.Relay;
import dev.postroom.outbound.TlsPolicy;
import java.util.Optional;

/** A server, and the way to it. Connections are shared by those who go to the same server by the same way, and by nobody else. */
record Destination(String host, int port, Egress egress) {

  TlsPolicy tls() {
    return switch (egress.route()) {
      case Direct direct -> direct.tls();
      case Relay relay -> relay.tls();
    };
  }

  Optional<Login> login() {
    return switch (egress.route()) {
      case Direct direct -> Optional.empty();
      case Relay relay -> relay.login();
    };
  }

  @Override
  public String toString() {
    return "Destination[]";
  }
}
