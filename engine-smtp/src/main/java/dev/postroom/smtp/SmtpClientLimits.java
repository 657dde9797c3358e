package dev.postroom.smtp;

import static dev.postroom.smtp.Options.inRange;

import java.time.Duration;

/**
 * How much the transport asks of other servers, and how long it waits for them. A value; each method that is given something returns
 * a changed copy. Every wait has an end.
 *
 * @param maxConnections
 *          connections in use at once, to all servers; the engine gives one workspace at most a quarter of them. 1 to 100,000, by
 *          default 200
 * @param maxConnectionsPerDestination
 *          connections at once to one server by one way, idle ones included. 1 to 10,000, by default 20
 * @param maxIdleConnections
 *          connections that are kept open for the next message while nobody uses them. 0 to 10,000, by default 100
 * @param idle
 *          how long such a connection is kept. 50 ms to 10 minutes, by default 5 seconds
 * @param turn
 *          for a connection where the limits are reached, then the message is tried later. 0 to 10 minutes, by default 10 seconds
 * @param connect
 *          for a connection to one address. 50 ms to 10 minutes, by default 30 seconds
 * @param reply
 *          for each answer, and for each piece of a message to be taken; twice as long for the answer to a message (RFC 5321, section
 *          4.5.3.2, asks for 5 and 10 minutes). 50 ms to 1 h, by default 5 minutes
 * @param handOver
 *          for one hand-over from its beginning to its end. What comes in octet by octet does not prolong it. 50 ms to 24 h, by default 15
 *          minutes
 * @param close
 *          for what is under way when the transport is closed, then it is cut. 0 to 10 minutes, by default 10 seconds
 */
public record SmtpClientLimits(int maxConnections, int maxConnectionsPerDestination, int maxIdleConnections,
    Duration idle, Duration turn, Duration connect, Duration reply, Duration handOver, Duration close) {
  private static final Duration LEAST = Duration.ofMillis(50);
  private static final SmtpClientLimits DEFAULTS = new SmtpClientLimits(200, 20, 100, Duration.ofSeconds(5),
      Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(15),
      Duration.ofSeconds(10));

  /**
   * Checks the ranges.
   *
   * @throws dev.postroom.error.InvalidInputException
   *           when something is out of its range
   */
  public SmtpClientLimits {
    inRange("maxConnections", maxConnections, 1, 100_000);
    inRange("maxConnectionsPerDestination", maxConnectionsPerDestination, 1, 10_000);
    inRange("maxIdleConnections", maxIdleConnections, 0, 10_000);
    inRange("idle", idle, LEAST, Duration.ofMinutes(10));
    inRange("turn", turn, Duration.ZERO, Duration.ofMinutes(10));
    inRange("connect", connect, LEAST, Duration.ofMinutes(10));
    inRange("reply", reply, LEAST, Duration.ofHours(1));
    inRange("handOver", handOver, LEAST, Duration.ofDays(1));
    inRange("close", close, Duration.ZERO, Duration.ofMinutes(10));
  }

  /**
   * The limits of a transport that was not told otherwise.
   *
   * @return the defaults named above
   */
  public static SmtpClientLimits defaults() {
    return DEFAULTS;
  }

  /**
   * Changes {@link #maxConnections()}.
   *
   * @param connections
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits maxConnections(int connections) {
    return new SmtpClientLimits(connections, maxConnectionsPerDestination, maxIdleConnections, idle, turn, connect,
        reply, handOver, close);
  }

  /**
   * Changes {@link #maxConnectionsPerDestination()}.
   *
   * @param connections
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits maxConnectionsPerDestination(int connections) {
    return new SmtpClientLimits(maxConnections, connections, maxIdleConnections, idle, turn, connect, reply, handOver,
        close);
  }

  /**
   * Changes {@link #maxIdleConnections()}.
   *
   * @param connections
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits maxIdleConnections(int connections) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, connections, idle, turn, connect, reply,
        handOver, close);
  }

  /**
   * Changes {@link #idle()}.
   *
   * @param time
   *          the new time
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits idle(Duration time) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, maxIdleConnections, time, turn, connect,
        reply, handOver, close);
  }

  /**
   * Changes {@link #turn()}.
   *
   * @param time
   *          the new time
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits turn(Duration time) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, maxIdleConnections, idle, time, connect,
        reply, handOver, close);
  }

  /**
   * Changes {@link #connect()}.
   *
   * @param time
   *          the new time
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits connect(Duration time) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, maxIdleConnections, idle, turn, time,
        reply, handOver, close);
  }

  /**
   * Changes {@link #reply()}.
   *
   * @param time
   *          the new time
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits reply(Duration time) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, maxIdleConnections, idle, turn, connect,
        time, handOver, close);
  }

  /**
   * Changes {@link #handOver()}.
   *
   * @param time
   *          the new time
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits handOver(Duration time) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, maxIdleConnections, idle, turn, connect,
        reply, time, close);
  }

  /**
   * Changes {@link #close()}.
   *
   * @param time
   *          the new time
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpClientLimits close(Duration time) {
    return new SmtpClientLimits(maxConnections, maxConnectionsPerDestination, maxIdleConnections, idle, turn, connect,
        reply, handOver, time);
  }
}
