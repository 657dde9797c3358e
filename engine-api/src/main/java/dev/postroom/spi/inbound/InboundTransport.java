package dev.postroom.spi.inbound;

/** Something that takes mail from outside and hands it to the engine: the SMTP listener, or the host's own. */
@FunctionalInterface
public interface InboundTransport {

  /**
   * Starts to take mail, and returns once it can.
   *
   * @param receiver
   *          where to hand it
   * @return the running transport, to be closed by the engine
   * @throws java.io.UncheckedIOException
   *           when it cannot start, for example because its port is taken
   */
  RunningTransport start(MailReceiver receiver);
}
