package dev.postroom.smtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;

/**
 * Counts the recipients that each client was refused within an hour, so that coming back on another connection finds out no more. Of
 * those counted first some are forgotten when there are too many clients to remember. Safe for use by many threads.
 */
final class RefusedRecipients {
  static final int MOST_CLIENTS = 10_000;

  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final int most;
  private final LongSupplier ticks;
  /** In the order of their first refusals. */
  private final SequencedMap<InetAddress, Count> byClient = new LinkedHashMap<>();

  private record Count(long since, int refused) {}

  RefusedRecipients(SmtpLimits limits, LongSupplier ticks) {
    this.most = limits.maxRefusedRecipientsPerClient();
    this.ticks = ticks;
  }

  synchronized void add(InetAddress client) {
    InetAddress counted = ConnectionCounts.counted(client);
    Count before = current(counted);
    if (before.refused() == 0) {
      byClient.remove(counted);
    }
    byClient.put(counted, new Count(before.since(), before.refused() + 1));
    if (byClient.size() > MOST_CLIENTS) {
      byClient.pollFirstEntry();
    }
  }

  /** Whether a client was refused so many that it is told nothing more. */
  synchronized boolean isTooMany(InetAddress client) {
    return current(ConnectionCounts.counted(client)).refused() >= most;
  }

  private Count current(InetAddress counted) {
    long now = ticks.getAsLong();
    Count count = byClient.getOrDefault(counted, new Count(now, 0));
    return now - count.since() < HOUR ? count : new Count(now, 0);
  }
}
