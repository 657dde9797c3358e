package dev.postroom.spi.inbound;

import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import java.util.OptionalLong;

/** The engine as a transport sees it. Safe for use by many threads. */
public interface MailReceiver {

  /**
   * Begins one mail transaction (RFC 5321, section 3.3). Costs no I/O.
   *
   * @param sender
   *          the reverse-path
   * @param peer
   *          who hands the message over
   * @param announced
   *          how many octets the peer announces the message to have (RFC 1870), if it does: the larger it is, the fewer recipients one
   *          transaction takes
   * @return the transaction, for one thread, to be closed in any case
   */
  InboundTransaction begin(ReversePath sender, Peer peer, OptionalLong announced);

  /**
   * The largest message that is taken in; a larger one is rejected.
   *
   * @return octets
   */
  long maxMessageSize();
}
