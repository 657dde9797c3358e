package dev.postroom.smtp;

import dev.postroom.address.DomainName;
import dev.postroom.outbound.TlsPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes connections, up to where MAIL can be said: connected, greeted, encrypted as the way asks for, logged in. */
final class Dialer {
  private final SmtpClientLimits limits;
  private final DomainName heloName;
  private final HostAddresses addresses;
  private final Encryption encryption;
  private final Watchdog watchdog;

  Dialer(SmtpClientLimits limits, DomainName heloName, HostAddresses addresses, Encryption encryption,
      Watchdog watchdog) {
    this.limits = limits;
    this.heloName = heloName;
    this.addresses = addresses;
    this.encryption = encryption;
    this.watchdog = watchdog;
  }

  OutboundConnection dial(Destination destination, long endBy) throws NoWay {
    List<InetAddress> fitting = addresses.of(destination).stream().filter(to -> isReachable(destination, to)).toList();
    Setback setback = Setback.CONNECTION;
    for (InetAddress address : fitting) {
      try {
        return dial(destination, address, endBy);
      } catch (NoWay refused) {
        setback = setback.or(refused.setback());
        if (setback.endsTheSearch() || Ticks.now() >= endBy) {
          break;
        }
      }
    }
    throw new NoWay(setback);
  }

  /** From an IPv4 address nobody comes to an IPv6 one. */
  private static boolean isReachable(Destination destination, InetAddress address) {
    return destination.egress()
        .sourceAddress()
        .map(source -> source.getAddress().length == address.getAddress().length)
        .orElse(true);
  }

  private OutboundConnection dial(Destination destination, InetAddress address, long endBy) throws NoWay {
    try {
      return open(destination, address, endBy, destination.tls());
    } catch (NoWay failed) {
      if (failed.setback() != Setback.TLS || destination.tls() != TlsPolicy.OPPORTUNISTIC) {
        throw failed;
      }
      // Who offers encryption and cannot do it gets the message in clear, as from anybody who never tried (RFC 7435, section 4).
      return open(destination, address, endBy, TlsPolicy.NONE);
    }
  }

  private OutboundConnection open(Destination destination, InetAddress address, long endBy, TlsPolicy tls)
      throws NoWay {
    GuardedSocket socket = new GuardedSocket(watchdog);
    try {
      connect(socket, destination, address, endBy);
      String name = destination.egress().heloName().orElse(heloName).value();
      OutboundConnection connection =
          new OutboundConnection(destination, name, encryption, socket, limits.reply());
      connection.endBy(endBy);
      prepare(connection, tls);
      return connection;
    } catch (NoWay | RuntimeException failed) {
      socket.cut();
      throw failed;
    } catch (IOException failed) {
      socket.cut();
      throw new NoWay(Setback.CONNECTION);
    }
  }

  private void connect(GuardedSocket socket, Destination destination, InetAddress address, long endBy)
      throws IOException {
    if (destination.egress().sourceAddress().isPresent()) {
      socket.bind(new InetSocketAddress(destination.egress().sourceAddress().get(), 0));
    }
    long wait = Math.min(limits.connect().toNanos(), endBy - Ticks.now());
    int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait));
    socket.connect(new InetSocketAddress(address, destination.port()), millis);
    socket.setTcpNoDelay(true);
  }

  private static void prepare(OutboundConnection connection, TlsPolicy tls) throws NoWay {
    switch (tls) {
      case IMPLICIT -> connection.greetEncrypted();
      case REQUIRED -> {
        connection.greet();
        if (!connection.offersTls()) {
          throw new NoWay(Setback.TLS);
        }
        connection.encrypt();
      }
      case OPPORTUNISTIC -> {
        connection.greet();
        if (connection.offersTls()) {
          connection.encrypt();
        }
      }
      case NONE -> connection.greet();
    }
    if (connection.destination().login().isPresent()) {
      connection.login(connection.destination().login().get());
    }
  }
}
