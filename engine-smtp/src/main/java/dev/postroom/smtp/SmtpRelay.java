package dev.postroom.smtp;

import static dev.postroom.smtp.Options.inRange;

import dev.postroom.address.DomainName;
import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.Egress.Login;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.smtp.ClientSettings.Networks;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.outbound.RunningOutbound;
import java.net.InetAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Hands all mail to one server that carries it on; what a customer's own way says goes before. An immutable value. Each option
 * returns a changed copy, and may be given once.
 *
 * <p>
 * Encrypted by STARTTLS with a valid certificate, unless {@link #tls} says otherwise. The relay's name is resolved as this machine
 * resolves names, its hosts file included, and may well stand for a private address.
 *
 * <p>
 * The threads are the caller's, and a hand-over blocks its thread. Before JDK 24 a virtual thread that waits for another server
 * occupies its carrier, since Angus synchronises: there, hand over from platform threads.
 */
public final class SmtpRelay implements OutboundTransport {
  private final String host;
  private final int port;
  private final Given given;

  private SmtpRelay(String host, int port, Given given) {
    this.host = host;
    this.port = port;
    this.given = given;
  }

  /**
   * A transport through one server.
   *
   * @param host
   *          its name or address
   * @param port
   *          1 to 65535: usually 587, or 465 with {@link TlsPolicy#IMPLICIT}
   * @return the transport, not started
   * @throws InvalidInputException
   *           when the host is blank or the port is out of its range
   */
  public static SmtpRelay to(String host, int port) {
    Egress.relay(host, port);
    return new SmtpRelay(host, port, Given.nothing());
  }

  /**
   * Logs in by AUTH PLAIN or LOGIN (RFC 4954). Nothing is handed over where the relay takes no login, nor in clear, unless the relay
   * is on this machine.
   *
   * @param user
   *          the user's name
   * @param password
   *          the password
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay login(String user, String password) {
    return with("login", new Login(user, password));
  }

  /**
   * Encrypts by another policy than {@link TlsPolicy#REQUIRED}.
   *
   * @param policy
   *          how to encrypt
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay tls(TlsPolicy policy) {
    return with("tls", policy);
  }

  /**
   * Connects from one address of this machine.
   *
   * @param address
   *          the address; servers that have none of its family cannot be reached then
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay from(InetAddress address) {
    return with("from", address);
  }

  /**
   * Greets with a name; by default the engine's.
   *
   * @param name
   *          a domain name, the one that the address of this machine is known by
   * @return a changed copy
   * @throws InvalidInputException
   *           when it is not a domain name
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay helo(String name) {
    return with("helo", DomainName.of(name));
  }

  /**
   * Changes how much is asked of other servers, and how long they are waited for.
   *
   * @param limits
   *          the limits
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay limits(SmtpClientLimits limits) {
    return with("limits", limits);
  }

  /**
   * Trusts other certificates than this JVM does, where certificates are checked.
   *
   * @param context
   *          a context that knows whom to trust, for example a private authority; its own key is shown to servers that ask for one
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay trust(SSLContext context) {
    return with("trust", context);
  }

  /**
   * Speaks to mail exchangers on another port than 25. For tests.
   *
   * @param port
   *          1 to 65535
   * @return a changed copy
   * @throws InvalidInputException
   *           when the port is out of its range
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay exchangerPort(int port) {
    return with("exchangerPort", inRange("exchangerPort", port, 1, 65_535));
  }

  /**
   * Speaks to mail exchangers also where their addresses are those of this machine or of private networks. For tests: whoever writes
   * a recipient's domain could have this machine knock at its neighbours' doors.
   *
   * @return a changed copy
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpRelay allowPrivateAddresses() {
    return with("allowPrivateAddresses", Networks.ANY);
  }

  @Override
  public RunningOutbound start(DomainName heloName, DnsResolver dns) {
    Egress.Relay route = new Egress.Relay(host, port, given.option("tls", TlsPolicy.class).orElse(TlsPolicy.REQUIRED),
        given.option("login", Login.class));
    Egress way = new Egress(route, Optional.empty(), Optional.empty());
    return OutboundClient.start(ClientSettings.of(given), ClientSettings.egress(way, given), heloName, dns);
  }

  private SmtpRelay with(String name, Object value) {
    return new SmtpRelay(host, port, given.with(name, value));
  }
}
