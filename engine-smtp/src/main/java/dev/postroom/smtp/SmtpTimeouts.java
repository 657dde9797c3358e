package dev.postroom.smtp;

import static dev.postroom.smtp.Options.inRange;

import java.time.Duration;

/**
 * How long a listener waits for its clients. A value; each method that is given something returns a changed copy. Every wait has an
 * end, so a client can hold a connection (a few KiB of memory) for a bounded time only.
 *
 * @param idle
 *          without an octet from the client, or without it taking an answer, then 421 4.4.2 (RFC 5321, section 4.5.3.2.7, asks for 5
 *          minutes). 50 ms to 1 h, by default 5 minutes
 * @param session
 *          from the connection until the last command is begun, then 421 4.4.2. 50 ms to 7 days, by default 1 hour
 * @param data
 *          for one message, beside the time that {@link #minimumRate()} gives for its octets; then 421 4.4.2. 50 ms to 1 h, by default
 *          10 minutes
 * @param minimumRate
 *          octets per second that a sender must reach in a message; each octet received earns it the time for one. 1 to 10,000,000, by
 *          default 4,096
 * @param handshake
 *          for a TLS handshake or a PROXY header, then the connection is cut. 50 ms to 10 minutes, by default 30 seconds
 * @param close
 *          for what is under way when the listener is closed, then it is cut. 0 to 10 minutes, by default 10 seconds
 */
public record SmtpTimeouts(Duration idle, Duration session, Duration data, int minimumRate, Duration handshake,
    Duration close) {
  private static final Duration LEAST = Duration.ofMillis(50);
  private static final SmtpTimeouts DEFAULTS =
      new SmtpTimeouts(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(10), 4_096,
          Duration.ofSeconds(30), Duration.ofSeconds(10));

  /**
   * Checks the ranges.
   *
   * @throws dev.postroom.error.InvalidInputException
   *           when something is out of its range
   */
  public SmtpTimeouts {
    inRange("idle", idle, LEAST, Duration.ofHours(1));
    inRange("session", session, LEAST, Duration.ofDays(7));
    inRange("data", data, LEAST, Duration.ofHours(1));
    inRange("minimumRate", minimumRate, 1, 10_000_000);
    inRange("handshake", handshake, LEAST, Duration.ofMinutes(10));
    inRange("close", close, Duration.ZERO, Duration.ofMinutes(10));
  }

  /**
   * The time-outs of a listener that was not told otherwise.
   *
   * @return the defaults named above
   */
  public static SmtpTimeouts defaults() {
    return DEFAULTS;
  }

  /**
   * Changes {@link #idle()}.
   *
   * @param wait
   *          the new time-out
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpTimeouts idle(Duration wait) {
    return new SmtpTimeouts(wait, session, data, minimumRate, handshake, close);
  }

  /**
   * Changes {@link #session()}.
   *
   * @param wait
   *          the new time-out
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpTimeouts session(Duration wait) {
    return new SmtpTimeouts(idle, wait, data, minimumRate, handshake, close);
  }

  /**
   * Changes {@link #data()}.
   *
   * @param wait
   *          the new time-out
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpTimeouts data(Duration wait) {
    return new SmtpTimeouts(idle, session, wait, minimumRate, handshake, close);
  }

  /**
   * Changes {@link #minimumRate()}.
   *
   * @param octetsPerSecond
   *          the new rate
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpTimeouts minimumRate(int octetsPerSecond) {
    return new SmtpTimeouts(idle, session, data, octetsPerSecond, handshake, close);
  }

  /**
   * Changes {@link #handshake()}.
   *
   * @param wait
   *          the new time-out
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpTimeouts handshake(Duration wait) {
    return new SmtpTimeouts(idle, session, data, minimumRate, wait, close);
  }

  /**
   * Changes {@link #close()}.
   *
   * @param wait
   *          the new time-out
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpTimeouts close(Duration wait) {
    return new SmtpTimeouts(idle, session, data, minimumRate, handshake, wait);
  }
}
