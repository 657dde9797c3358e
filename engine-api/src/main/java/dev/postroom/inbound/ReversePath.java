package dev.postroom.inbound;

import dev.postroom.address.EmailAddress;
import java.util.Optional;

/**
 * The sender in the envelope (RFC 5321, section 4.1.1.2): an address, or the null path of bounces and other notifications.
 *
 * @param address
 *          the address; empty for the null path
 */
public record ReversePath(Optional<EmailAddress> address) {
  private static final ReversePath NULL = new ReversePath(Optional.empty());

  /**
   * The null reverse-path, written {@code <>}.
   *
   * @return the path without an address
   */
  public static ReversePath ofNull() {
    return NULL;
  }

  /**
   * The path of an address.
   *
   * @param address
   *          the sender
   * @return the path
   */
  public static ReversePath of(EmailAddress address) {
    return new ReversePath(Optional.of(address));
  }

  /** The path as it goes on the wire, angle brackets included. */
  @Override
  public String toString() {
    return '<' + address.map(EmailAddress::toString).orElse("") + '>';
  }
}
