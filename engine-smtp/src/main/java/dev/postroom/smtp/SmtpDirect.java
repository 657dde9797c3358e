package dev.postroom.smtp;

import static dev.postroom.smtp.Options.inRange;

import dev.postroom.address.DomainName;
import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.smtp.ClientSettings.Networks;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.OutboundTransport;
import dev.postroom.spi.outbound.RunningOutbound;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;

/**
 * Hands mail straight to the mail exchangers of its recipients (RFC 5321, section 5); what a customer's own way says goes before. An
 * immutable value. Each option returns a changed copy, and may be given once.
 *
 * <p>
 * Exchangers are tried in the order of their preference, those of equal preference in a random one, and each by the addresses of both
 * families in turn. A domain that says it takes no mail (RFC 7505) is not connected to, and neither is an address of a private
 * network.
 *
 * <p>
 * The threads are the caller's, and a hand-over blocks its thread. Before JDK 24 a virtual thread that waits for another server
 * occupies its carrier, since Angus synchronises: there, hand over from platform threads.
 */
public final class SmtpDirect implements OutboundTransport {
  private final Given given;

  private SmtpDirect(Given given) {
    this.given = given;
  }

  /**
   * A transport that looks the mail exchangers of each recipient up.
   *
   * @return the transport, not started
   */
  public static SmtpDirect toMailExchangers() {
    return new SmtpDirect(Given.nothing());
  }

  /**
   * Encrypts by another policy than {@link TlsPolicy#OPPORTUNISTIC}.
   *
   * @param policy
   *          how to encrypt; not {@code IMPLICIT}, which mail exchangers do not offer
   * @return a changed copy
   * @throws InvalidInputException
   *           when it is {@code IMPLICIT}
   * @throws InvalidInputException
   *           when it was given before
   */
  public SmtpDirect tls(TlsPolicy policy) {
    return with("tls", new Egress.Direct(policy));
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
  public SmtpDirect from(InetAddress address) {
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
  public SmtpDirect helo(String name) {
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
  public SmtpDirect limits(SmtpClientLimits limits) {
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
  public SmtpDirect trust(SSLContext context) {
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
  public SmtpDirect exchangerPort(int port) {
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
  public SmtpDirect allowPrivateAddresses() {
    return with("allowPrivateAddresses", Networks.ANY);
  }

  @Override
  public RunningOutbound start(DomainName heloName, DnsResolver dns) {
    Egress way = given.option("tls", Egress.Direct.class)
        .map(route -> Egress.direct().tls(route.tls()))
        .orElseGet(Egress::direct);
    return OutboundClient.start(ClientSettings.of(given), ClientSettings.egress(way, given), heloName, dns);
  }

  private SmtpDirect with(String name, Object value) {
    return new SmtpDirect(given.with(name, value));
  }
}
