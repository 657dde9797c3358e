package dev.postroom.spi.inbound;

import java.net.InetSocketAddress;
import java.util.Optional;

/** A transport that takes mail until it is closed. */
public interface RunningTransport extends AutoCloseable {

  /**
   * Where it listens, with the real port where any free one was asked for.
   *
   * @return the address, or empty when it does not listen on one
   */
  Optional<InetSocketAddress> address();

  /**
   * What keeps it from taking mail, for the operator. Does not wait.
   *
   * @return the problem, without a secret or an address of a correspondent; empty when there is none or it is closed
   */
  Optional<String> problem();

  /**
   * Takes nothing new, lets what is under way finish within a bounded time, then cuts the rest. A second call does nothing.
   */
  @Override
  void close();
}
