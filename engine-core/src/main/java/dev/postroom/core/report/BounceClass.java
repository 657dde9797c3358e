package dev.postroom.core.report;

import dev.postroom.outbound.EnhancedStatus;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a failed delivery says of the recipient's address.
 *
 * <p>
 * How is this designed, and why? An address that is wrongly suppressed gets no mail until somebody notices; one that is wrongly
 * not suppressed bounces once more. So only a code that says that there is no such address is {@link #HARD}, and only when no
 * other code of the same report says anything else. Codes that say nothing of their own, as 550 alone or 5.0.0, are used for
 * policy as much as for addresses and are {@link #OTHER}. The words of a reply are never interpreted: they are anybody's, and a
 * reply that quotes how the sender's address was looked up reads as if it spoke of the recipient's.
 */
public enum BounceClass {
  /** There is no such address, for good: it is suppressed. */
  HARD,
  /** The same message could be delivered at another time: the mailbox is full, the system does not answer. */
  SOFT,
  /** It was refused for what it says, who sent it or whence it came. That says nothing of the address. */
  POLICY,
  /** It failed for good, and nothing says that the address is wrong. */
  OTHER;

  /** The most cautious first. */
  private static final List<BounceClass> BY_CAUTION = List.of(POLICY, SOFT, OTHER, HARD);

  /** Whether nothing more should be sent to the address. */
  public boolean isSuppressing() {
    return this == HARD;
  }

  /**
   * The class of a refusal that the sending side received itself.
   *
   * @param replyCode
   *          the code of the reply (RFC 5321, section 4.2)
   * @param status
   *          the enhanced code of the same reply
   */
  public static BounceClass of(int replyCode, Optional<EnhancedStatus> status) {
    return said(replyCode, status).orElse(OTHER);
  }

  /** The class of what a report says of a recipient; nothing when that is no failure. */
  public static Optional<BounceClass> of(RecipientReport report) {
    return switch (report.action()) {
      case FAILED -> Optional.of(failed(report));
      case DELAYED -> Optional.of(SOFT);
      case DELIVERED, RELAYED, EXPANDED -> Optional.empty();
    };
  }

  /** The status is what the reporting system made of the reply that it quotes; where they differ, the more cautious one counts. */
  private static BounceClass failed(RecipientReport report) {
    Set<BounceClass> said = EnumSet.noneOf(BounceClass.class);
    report.status().flatMap(BounceClass::said).ifPresent(said::add);
    report.diagnostic().flatMap(SmtpReply::of).flatMap(BounceClass::said).ifPresent(said::add);
    return BY_CAUTION.stream().filter(said::contains).findFirst().orElse(OTHER);
  }

  private static Optional<BounceClass> said(SmtpReply reply) {
    return reply.code().isPresent() ? said(reply.code().get(), reply.status())
        : reply.status().flatMap(BounceClass::said);
  }

  private static Optional<BounceClass> said(int replyCode, Optional<EnhancedStatus> status) {
    if (replyCode / 100 == 4) {
      return Optional.of(SOFT);
    }
    return status.flatMap(BounceClass::said).or(() -> said(replyCode));
  }

  /** Codes of RFC 5321, section 4.2.3, and RFC 7504 that mean one thing only. */
  private static Optional<BounceClass> said(int replyCode) {
    return switch (replyCode) {
      case 552 -> Optional.of(SOFT);
      case 556 -> Optional.of(HARD);
      default -> Optional.empty();
    };
  }

  private static Optional<BounceClass> said(EnhancedStatus status) {
    if (status.isTransient()) {
      return Optional.of(SOFT);
    }
    return switch (status.subject()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(ofAddress(status.detail()));
      case 2 -> Optional.of(status.detail() <= 2 ? SOFT : OTHER);
      case 3 -> Optional.of(status.detail() == 1 ? SOFT : OTHER);
      case 4 -> Optional.of(status.detail() == 7 ? SOFT : OTHER);
      case 7 -> Optional.of(POLICY);
      default -> Optional.of(OTHER);
    };
  }

  /**
   * Of the codes about addresses, those about the recipient's: no such mailbox, no such domain, no address at all, moved away, a
   * domain without mail. 5.1.0 does not say whose address it is about; 5.1.7 and 5.1.8 are about the sender's.
   */
  private static BounceClass ofAddress(int detail) {
    return switch (detail) {
      case 1, 2, 3, 6, 10 -> HARD;
      default -> OTHER;
    };
  }
}
