package dev.postroom.smtp;

import java.util.concurrent.TimeUnit;

/** How long a sender may take for its message: some time, and more for every octet that it has sent. */
final class Pace {
  private final Wire wire;
  private final long base;
  private final long rate;

  Pace(Wire wire, SmtpTimeouts timeouts) {
    this.wire = wire;
    this.base = Ticks.after(timeouts.data());
    this.rate = timeouts.minimumRate();
  }

  void afterOctets(long octets) {
    wire.endBy(base + TimeUnit.SECONDS.toNanos(octets / rate));
  }
}
