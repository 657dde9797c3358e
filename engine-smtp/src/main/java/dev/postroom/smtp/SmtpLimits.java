package dev.postroom.smtp;

import static dev.postroom.smtp.Options.inRange;

/**
 * How much a listener takes from its clients. A value; each method that is given a number returns a changed copy.
 *
 * <p>
 * Clients are told apart by their address; all addresses of one IPv6 /64 network count as one client.
 *
 * @param maxConnections
 *          connections at once; more are answered 421 4.3.2. 1 to 100,000, by default 1,000
 * @param maxConnectionsPerClient
 *          connections at once of one client; more are answered 421 4.7.0. 1 to 100,000, by default 50
 * @param maxMessageSize
 *          octets of a message, if the engine does not take less anyway; larger ones are answered 552 5.3.4. 1,024 to
 *          2^50, by default whatever the engine takes
 * @param maxRecipients
 *          accepted recipients of one message; more are answered 452 4.5.3. RFC 5321, section 4.5.3.1.8, asks for at least 100. 1 to
 *          1,000, which is what the engine takes, and fewer of messages that are announced to be large; by default 100
 * @param maxCommands
 *          commands on one connection, then 421 4.7.0. 10 to 10,000,000, by default 100,000
 * @param maxErrors
 *          errors of one connection that are answered one by one, then 421 4.7.0. 1 to 10,000, by default 20
 * @param maxRefusedRecipients
 *          refused recipients of one connection that are answered one by one, then 421 4.7.0. 1 to 1,000,000, by default 50
 * @param maxRefusedRecipientsPerClient
 *          refused recipients of one client within an hour, on whatever connections; then each further recipient, known or not, is
 *          answered 421 4.7.0 until the hour is over. 1 to 1,000,000, by default 500
 * @param maxCommandLine
 *          octets of a command line, its CRLF included; longer ones are answered 500 5.5.2. 512 to 8,000, by default 2,048
 * @param maxTextLine
 *          octets of a line of a message, its CRLF included. RFC 5321, section 4.5.3.1.6, allows 1,000, which senders do not keep; a
 *          message with a longer line than this is answered 554 5.6.0. 1,000 to 2^30, by default 65,536
 */
public record SmtpLimits(int maxConnections, int maxConnectionsPerClient, long maxMessageSize, int maxRecipients,
    int maxCommands,
    int maxErrors, int maxRefusedRecipients, int maxRefusedRecipientsPerClient, int maxCommandLine, int maxTextLine) {
  private static final long MOST_OCTETS = 1L << 50;
  private static final SmtpLimits DEFAULTS =
      new SmtpLimits(1_000, 50, MOST_OCTETS, 100, 100_000, 20, 50, 500, 2_048, 65_536);

  /**
   * Checks the ranges.
   *
   * @throws dev.postroom.error.InvalidInputException
   *           when a number is out of its range
   */
  public SmtpLimits {
    inRange("maxConnections", maxConnections, 1, 100_000);
    inRange("maxConnectionsPerClient", maxConnectionsPerClient, 1, 100_000);
    inRange("maxMessageSize", maxMessageSize, 1_024, MOST_OCTETS);
    inRange("maxRecipients", maxRecipients, 1, 1_000);
    inRange("maxCommands", maxCommands, 10, 10_000_000);
    inRange("maxErrors", maxErrors, 1, 10_000);
    inRange("maxRefusedRecipients", maxRefusedRecipients, 1, 1_000_000);
    inRange("maxRefusedRecipientsPerClient", maxRefusedRecipientsPerClient, 1, 1_000_000);
    inRange("maxCommandLine", maxCommandLine, 512, 8_000);
    inRange("maxTextLine", maxTextLine, 1_000, 1 << 30);
  }

  /**
   * The limits of a listener that was not told otherwise.
   *
   * @return the defaults named above
   */
  public static SmtpLimits defaults() {
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
  public SmtpLimits maxConnections(int connections) {
    return new SmtpLimits(connections, maxConnectionsPerClient, maxMessageSize, maxRecipients, maxCommands, maxErrors,
        maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxConnectionsPerClient()}.
   *
   * @param connections
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxConnectionsPerClient(int connections) {
    return new SmtpLimits(maxConnections, connections, maxMessageSize, maxRecipients, maxCommands, maxErrors,
        maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxMessageSize()}.
   *
   * @param octets
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxMessageSize(long octets) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, octets, maxRecipients, maxCommands, maxErrors,
        maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxRecipients()}.
   *
   * @param recipients
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxRecipients(int recipients) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, recipients, maxCommands, maxErrors,
        maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxCommands()}.
   *
   * @param commands
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxCommands(int commands) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, maxRecipients, commands, maxErrors,
        maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxErrors()}.
   *
   * @param errors
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxErrors(int errors) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, maxRecipients, maxCommands, errors,
        maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxRefusedRecipients()}.
   *
   * @param recipients
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxRefusedRecipients(int recipients) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, maxRecipients, maxCommands,
        maxErrors, recipients, maxRefusedRecipientsPerClient, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxRefusedRecipientsPerClient()}.
   *
   * @param recipients
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxRefusedRecipientsPerClient(int recipients) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, maxRecipients, maxCommands,
        maxErrors, maxRefusedRecipients, recipients, maxCommandLine, maxTextLine);
  }

  /**
   * Changes {@link #maxCommandLine()}.
   *
   * @param octets
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxCommandLine(int octets) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, maxRecipients, maxCommands,
        maxErrors, maxRefusedRecipients, maxRefusedRecipientsPerClient, octets, maxTextLine);
  }

  /**
   * Changes {@link #maxTextLine()}.
   *
   * @param octets
   *          the new limit
   * @return a changed copy
   * @throws dev.postroom.error.InvalidInputException
   *           when it is out of its range
   */
  public SmtpLimits maxTextLine(int octets) {
    return new SmtpLimits(maxConnections, maxConnectionsPerClient, maxMessageSize, maxRecipients, maxCommands,
        maxErrors, maxRefusedRecipients, maxRefusedRecipientsPerClient, maxCommandLine, octets);
  }
}
