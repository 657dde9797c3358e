package dev.postroom.inbound;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who handed a message over, and how: kept beside the message as part of its trace.
 *
 * @param address
 *          the network address of the client; empty for mail that did not come over a network
 * @param helo
 *          the name that the client gave for itself, unverified; empty when it gave none
 * @param protocol
 *          the transmission type of RFC 3848 ({@code SMTP}, {@code ESMTP}, {@code ESMTPS}), or a name of the host's own
 * @param tls
 *          the TLS protocol and cipher suite, when the connection was encrypted
 */
public record Peer(Optional<InetAddress> address, Optional<String> helo, String protocol, Optional<String> tls) {

  /**
   * A source inside of the host application.
   *
   * @param protocol
   *          a short name for the source, for example {@code "import"}
   * @return a peer without address, name and encryption
   */
  public static Peer local(String protocol) {
    return new Peer(Optional.empty(), Optional.empty(), protocol, Optional.empty());
  }
}
