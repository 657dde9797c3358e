package dev.postroom.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, in all and by client, and what each client was refused. */
final class ConnectionCounts {
  private static final int IPV6_NETWORK_OCTETS = 8;

  private final SmtpLimits limits;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> byClient = new ConcurrentHashMap<>();
  private final RefusedRecipients refused;

  ConnectionCounts(SmtpLimits limits) {
    this.limits = limits;
    this.refused = new RefusedRecipients(limits, Ticks::now);
  }

  /** What one client may still ask and do wrong on a new connection. */
  Patience patience(InetAddress client) {
    return new Patience(limits, refused, client);
  }

  boolean enter() {
    if (total.incrementAndGet() > limits.maxConnections()) {
      total.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    total.decrementAndGet();
  }

  boolean enter(InetAddress client) {
    int most = limits.maxConnectionsPerClient();
    InetAddress counted = counted(client);
    if (byClient.merge(counted, 1, Integer::sum) > most) {
      leave(client);
      return false;
    }
    return true;
  }

  void leave(InetAddress client) {
    byClient.computeIfPresent(counted(client), (same, count) -> count == 1 ? null : count - 1);
  }

  int total() {
    return total.get();
  }

  int clients() {
    return byClient.size();
  }

  /** A client with IPv6 has a whole /64 network of addresses to choose from, so these are one client. */
  static InetAddress counted(InetAddress client) {
    byte[] octets = client.getAddress();
    if (octets.length == 4) {
      return client;
    }
    Arrays.fill(octets, IPV6_NETWORK_OCTETS, octets.length, (byte) 0);
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an IPv6 address has 16 octets", impossible);
    }
  }
}
