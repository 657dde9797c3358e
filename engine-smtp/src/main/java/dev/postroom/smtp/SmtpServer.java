package dev.postroom.smtp;

import static dev.postroom.smtp.Options.inRange;

import dev.postroom.address.DomainName;
import dev.postroom.error.InvalidInputException;
import dev.postroom.smtp.Settings.TlsPolicy;
import dev.postroom.spi.inbound.InboundTransport;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.inbound.RunningTransport;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * An SMTP listener (RFC 5321) with PIPELINING, SIZE, 8BITMIME, SMTPUTF8, CHUNKING, ENHANCEDSTATUSCODES and, when it is given a
 * context, STARTTLS. It only receives: it relays nothing, and knows no AUTH.
 *
 * <p>
 * An immutable value. Each option returns a changed copy, and may be given once. Every client is served by a virtual thread of its
 * own and costs about 15 KB.
 *
 * <p>
 * Lines end in CRLF and in nothing else: a message with a bare CR or LF is refused (554 5.6.0) and read to its true end first, and a
 * command with one ends the connection (521 5.5.2). A message is answered with 250 only after the engine has stored it.
 */
public final class SmtpServer implements InboundTransport {
  private final int port;
  private final Given given;

  private SmtpServer(int port, Given given) {
    this.port = port;
    this.given = given;
  }

  /**
   * A listener on all addresses of this machine.
   *
   * @param port
   *          0 to 65535; 0 takes any free one, which {@link RunningTransport#address()} then tells
   * @return the listener, not started
   * @throws InvalidInputException
   *           when the port is out of its range
   */
  public static SmtpServer on(int port) {
    return new SmtpServer(inRange("port", port, 0, 65_535), Given.nothing());
  }

  /**
   * Listens on one address of this machine only.
   *
   * @param address
   *          the address
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpServer bindTo(InetAddress address) {
    return with("bindTo", address);
  }

  /**
   * The name that the listener gives for itself in its greeting; by default that of this machine.
   *
   * @param name
   *          a domain name, the one that the MX record points to
   * @return a changed copy
   * @throws InvalidInputException
   *           when it is not a domain name
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpServer hostname(String name) {
    return with("hostname", DomainName.of(name).value());
  }

  /**
   * Offers STARTTLS (RFC 3207).
   *
   * @param context
   *          a context with the listener's certificate; what protocols and ciphers it allows is up to it
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpServer startTls(SSLContext context) {
    return with("startTls", context);
  }

  /**
   * Takes no mail before STARTTLS; it is answered 530 5.7.0. RFC 3207, section 4, forbids this on a public MX.
   *
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before; or at the start, when {@link #startTls} was not given
   */
  public SmtpServer requireTls() {
    return with("requireTls", TlsPolicy.REQUIRED);
  }

  /**
   * Expects the PROXY protocol, version 1 or 2, on every connection from these addresses, and on none from others. The address that
   * it names is then the client's.
   *
   * @param ranges
   *          IP addresses or networks, such as {@code 192.0.2.7} or {@code 2001:db8::/32}; at least one
   * @return a changed copy
   * @throws InvalidInputException
   *           when there is none, or one is not an address
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpServer proxyProtocolFrom(String... ranges) {
    inRange("ranges", ranges.length, 1, 1_000);
    return with("proxyProtocolFrom", new Proxies(Stream.of(ranges).map(AddressRange::parse).toList()));
  }

  /**
   * Changes how much is taken from clients.
   *
   * @param limits
   *          the limits
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpServer limits(SmtpLimits limits) {
    return with("limits", limits);
  }

  /**
   * Changes how long clients are waited for.
   *
   * @param timeouts
   *          the time-outs
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpServer timeouts(SmtpTimeouts timeouts) {
    return with("timeouts", timeouts);
  }

  @Override
  public RunningTransport start(MailReceiver receiver) {
    Settings settings = settings();
    if (settings.tlsPolicy() == TlsPolicy.REQUIRED && settings.tls().isEmpty()) {
      throw new InvalidInputException("requireTls: no context (expected: startTls to be given too)");
    }
    return Listener.start(port, option("bindTo", InetAddress.class), settings, receiver,
        Thread.ofVirtual().name("postroom-smtp-", 0).factory());
  }

  Settings settings() {
    return new Settings(option("hostname", String.class).orElseGet(SmtpServer::nameOfThisMachine),
        option("startTls", SSLContext.class), option("requireTls", TlsPolicy.class).orElse(TlsPolicy.OFFERED),
        option("proxyProtocolFrom", Proxies.class).map(Proxies::ranges).orElse(List.of()),
        option("limits", SmtpLimits.class).orElseGet(SmtpLimits::defaults),
        option("timeouts", SmtpTimeouts.class).orElseGet(SmtpTimeouts::defaults));
  }

  private <T> Optional<T> option(String name, Class<T> type) {
    return given.option(name, type);
  }

  private SmtpServer with(String name, Object value) {
    return new SmtpServer(port, given.with(name, value));
  }

  private static String nameOfThisMachine() {
    try {
      return DomainName.of(InetAddress.getLocalHost().getHostName()).value();
    } catch (UnknownHostException | InvalidInputException nameless) {
      return "localhost";
    }
  }

  private record Proxies(List<AddressRange> ranges) {}
}
