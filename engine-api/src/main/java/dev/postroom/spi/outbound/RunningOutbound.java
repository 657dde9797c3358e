package dev.postroom.spi.outbound;

import dev.postroom.outbound.Egress;

/** An outbound transport that hands mail over until it is closed. Safe for use by many threads, which block in it. */
public interface RunningOutbound extends AutoCloseable {

  /**
   * The way that is taken where a customer has none of its own.
   *
   * @return the way
   */
  Egress standardEgress();

  /**
   * How many hand-overs it can carry at once, to all servers together. The engine asks for no more, and shares them out among the
   * workspaces, so that one whose servers hang leaves some to the others.
   *
   * @return at least 1, always the same
   */
  int mostAtOnce();

  /**
   * Hands one message over to the recipients of one domain, in one transaction with one server (RFC 5321, section 3.3). Whatever
   * goes wrong is an answer. Bounded in time.
   *
   * @param handoff
   *          what to whom by which way
   * @return what the other side said
   */
  HandoffResult handOver(Handoff handoff);

  /** Takes nothing new, lets what is under way finish within a bounded time, then cuts the rest. A second call does nothing. */
  @Override
  void close();
}
