package dev.postroom.core.report;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.EnhancedStatus;
import java.util.Optional;

/**
 * What became of a message for one recipient (RFC 3464, section 2.3). Its text form shows no address and no text.
 *
 * @param finalRecipient
 *          whom the message went to in the end, where it is a mail address; after an alias or forwarding it is not whom we sent to
 * @param originalRecipient
 *          whom it was sent to, where the report says so
 * @param action
 *          what was done
 * @param status
 *          why
 * @param diagnostic
 *          what the last mail system said, in one line of at most 1,000 characters, its type first: {@code smtp; 550 5.1.1 …}
 */
public record RecipientReport(Optional<EmailAddress> finalRecipient, Optional<EmailAddress> originalRecipient,
    Action action, Optional<EnhancedStatus> status, Optional<String> diagnostic) {

  /** What a mail system did (RFC 3464, section 2.3.3). */
  public enum Action {
    /** It gave up. */
    FAILED,
    /** It could not deliver yet and goes on trying. */
    DELAYED,
    /** It delivered. */
    DELIVERED,
    /** It handed the message to a system that does not report. */
    RELAYED,
    /** It delivered to more recipients than one, who are not reported of. */
    EXPANDED
  }

  @Override
  public String toString() {
    return "RecipientReport[" + action + status.map(code -> " " + code).orElse("") + ']';
  }
}
