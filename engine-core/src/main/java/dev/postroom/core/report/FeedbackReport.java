package dev.postroom.core.report;

import dev.postroom.address.EmailAddress;
import java.util.List;
import java.util.Optional;

/**
 * A feedback report in the abuse reporting format (RFC 5965). Its text form shows no address.
 *
 * @param type
 *          what was reported
 * @param originalRecipients
 *          whom the message was sent to, as far as the report says so, at most 100
 * @param originalSender
 *          the return path of the message, where the report says so
 * @param returnedMessageId
 *          the Message-ID of the message that was sent
 */
public record FeedbackReport(Type type, List<EmailAddress> originalRecipients, Optional<EmailAddress> originalSender,
    Optional<String> returnedMessageId) implements Report {

  /** What is reported (RFC 5965, section 7.3). */
  public enum Type {
    /** Somebody took the message for spam. */
    ABUSE,
    /** Somebody took it for fraud or phishing. */
    FRAUD,
    /** Somebody found a virus in it. */
    VIRUS,
    /** Somebody wants no more of these; of drafts before the standard, still sent. */
    OPT_OUT,
    /** Somebody says that it was no spam. */
    NOT_SPAM,
    /** It failed an authentication (RFC 6591). */
    AUTH_FAILURE,
    /** Anything else. */
    OTHER
  }

  /** Copies the list. */
  public FeedbackReport {
    originalRecipients = List.copyOf(originalRecipients);
  }

  /** Whether a recipient does not want this mail. */
  public boolean isComplaint() {
    return switch (type) {
      case ABUSE, FRAUD, VIRUS, OPT_OUT -> true;
      case NOT_SPAM, AUTH_FAILURE, OTHER -> false;
    };
  }

  @Override
  public String toString() {
    return "FeedbackReport[" + type + ']';
  }
}
