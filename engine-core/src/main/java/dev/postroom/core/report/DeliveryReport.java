package dev.postroom.core.report;

import java.util.List;
import java.util.Optional;

/**
 * A delivery status notification (RFC 3464). Its text form shows no address and no text.
 *
 * @param recipients
 *          what became of each, at least one and at most 100, in the order of the report
 * @param returnedMessageId
 *          the Message-ID of the message that was sent
 * @param envelopeId
 *          what the sender gave with the envelope to be told again (RFC 3461, section 4.4), as it was written
 */
public record DeliveryReport(List<RecipientReport> recipients, Optional<String> returnedMessageId,
    Optional<String> envelopeId) implements Report {

  /** Copies the list. */
  public DeliveryReport {
    recipients = List.copyOf(recipients);
  }

  @Override
  public String toString() {
    return "DeliveryReport" + recipients;
  }
}
