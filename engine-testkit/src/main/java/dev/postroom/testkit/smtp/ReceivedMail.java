package dev.postroom.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A message as a scripted peer received it.
 *
 * @param connection
 *          on which of its connections, from 0
 * @param encrypted
 *          whether in TLS
 * @param login
 *          as whom the client had logged in: the user, a colon and the password
 * @param sender
 *          the reverse-path without its angle brackets; empty text for the null path
 * @param parameters
 *          the parameters of MAIL, in their order
 * @param recipients
 *          the forward-paths that were accepted, without their angle brackets
 * @param text
 *          what was sent, one character for each octet, without the dots that the transfer adds
 */
public record ReceivedMail(int connection, boolean encrypted, Optional<String> login, String sender,
    List<String> parameters, List<String> recipients, String text) {

  /** Copies the lists. */
  public ReceivedMail {
    parameters = List.copyOf(parameters);
    recipients = List.copyOf(recipients);
  }

  /**
   * What was sent, octet by octet.
   *
   * @return the octets
   */
  public byte[] octets() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
