package dev.postroom.core.outbound.queue;

import dev.postroom.address.EmailAddress;

/**
 * Of a delivery what is sealed. Its text form shows no address.
 *
 * @param recipient
 *          to whom
 * @param author
 *          the address that it is written from, whose domain signs and says by which way it leaves
 * @param isAutomatic
 *          whether nobody is to be told when it cannot be delivered (RFC 3834, section 3.3)
 */
public record DeliveryEnvelope(EmailAddress recipient, EmailAddress author, boolean isAutomatic) {

  @Override
  public String toString() {
    return "DeliveryEnvelope[sealed]";
  }
}
