package dev.postroom.core.outbound.bounce;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.report.Report;
import dev.postroom.inbound.ReversePath;

/**
 * A report that arrived at a mailbox. Its text form shows no address.
 *
 * @param mailbox
 *          where
 * @param recipient
 *          the envelope's recipient that led there
 * @param sender
 *          the envelope's sender
 * @param report
 *          what it says
 */
public record ArrivedReport(Scope.OfMailbox mailbox, EmailAddress recipient, ReversePath sender, Report report) {

  @Override
  public String toString() {
    return "ArrivedReport[" + mailbox.mailbox() + ", " + report + ']';
  }
}
