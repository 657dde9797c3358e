package dev.postroom.outbound;

import dev.postroom.address.DomainName;
import dev.postroom.error.InvalidInputException;
import java.net.InetAddress;
import java.util.Optional;

/**
 * By which way mail leaves: through a relay, or straight to the recipients' mail exchangers. One customer's way is its own
 * reputation. Its text form shows no credentials.
 *
 * @param route
 *          the way
 * @param sourceAddress
 *          the network address of this machine to connect from
 * @param heloName
 *          the name to greet with; the engine's when nothing is said
 */
public record Egress(Route route, Optional<InetAddress> sourceAddress, Optional<DomainName> heloName) {

  /** Where to connect to. */
  public sealed interface Route {}

  /**
   * Straight to the mail exchangers of the recipient's domain (RFC 5321, section 5).
   *
   * @param tls
   *          how to encrypt
   */
  public record Direct(TlsPolicy tls) implements Route {
    /**
     * Checks the policy.
     *
     * @throws InvalidInputException
     *           when it is {@code IMPLICIT}, which mail exchangers do not offer
     */
    public Direct {
      if (tls == TlsPolicy.IMPLICIT) {
        throw new InvalidInputException("tls: IMPLICIT (expected: one that mail exchangers offer)");
      }
    }
  }

  /**
   * Through one server that carries it on.
   *
   * @param host
   *          its name or address
   * @param port
   *          1 to 65535
   * @param tls
   *          how to encrypt
   * @param login
   *          who to log in as (RFC 4954); never said over a connection in clear, but to a server on the same machine
   */
  public record Relay(String host, int port, TlsPolicy tls, Optional<Login> login) implements Route {
    /**
     * Checks the port.
     *
     * @throws InvalidInputException
     *           when the host is blank or the port is out of its range
     */
    public Relay {
      if (host.isBlank()) {
        throw new InvalidInputException("host: blank (expected: a name or an address)");
      }
      if (port < 1 || port > 65_535) {
        throw new InvalidInputException("port: " + port + " (expected: 1..65535)");
      }
    }
  }

  /**
   * Who to log in as. Its text form shows neither.
   *
   * @param user
   *          the user's name
   * @param password
   *          the password
   */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[sealed]";
    }
  }

  /**
   * Straight to the recipients' mail exchangers, encrypted where they offer it.
   *
   * @return the way
   */
  public static Egress direct() {
    return new Egress(new Direct(TlsPolicy.OPPORTUNISTIC), Optional.empty(), Optional.empty());
  }

  /**
   * Through a relay, over STARTTLS with a valid certificate.
   *
   * @param host
   *          its name
   * @param port
   *          usually 587
   * @return the way
   */
  public static Egress relay(String host, int port) {
    return new Egress(new Relay(host, port, TlsPolicy.REQUIRED, Optional.empty()), Optional.empty(), Optional.empty());
  }

  /**
   * Logs in at the relay.
   *
   * @param user
   *          the user's name
   * @param password
   *          the password
   * @return a new value
   * @throws InvalidInputException
   *           when the way has no relay
   */
  public Egress login(String user, String password) {
    if (!(route instanceof Relay relay)) {
      throw new InvalidInputException("login: there is no relay (expected: a relay to log in at)");
    }
    return new Egress(new Relay(relay.host(), relay.port(), relay.tls(), Optional.of(new Login(user, password))),
        sourceAddress, heloName);
  }

  /**
   * Encrypts by another policy.
   *
   * @param policy
   *          how to encrypt
   * @return a new value
   */
  public Egress tls(TlsPolicy policy) {
    Route changed = switch (route) {
      case Direct direct -> new Direct(policy);
      case Relay relay -> new Relay(relay.host(), relay.port(), policy, relay.login());
    };
    return new Egress(changed, sourceAddress, heloName);
  }

  /**
   * Connects from an address of this machine.
   *
   * @param address
   *          the address
   * @return a new value
   */
  public Egress from(InetAddress address) {
    return new Egress(route, Optional.of(address), heloName);
  }

  /**
   * Greets with a name.
   *
   * @param name
   *          the name
   * @return a new value
   */
  public Egress helo(DomainName name) {
    return new Egress(route, sourceAddress, Optional.of(name));
  }
}
