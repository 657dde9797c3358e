package dev.postroom.policy;

/**
 * What a mailbox, workspace or tenant has used.
 *
 * @param today
 *          in this calendar day, in UTC
 * @param thisMonth
 *          in this calendar month, in UTC
 * @param storedOctets
 *          the octets of the messages that are kept
 */
public record Usage(Counts today, Counts thisMonth, long storedOctets) {

  /**
   * What happened in a time.
   *
   * @param sends
   *          messages sent
   * @param recipients
   *          recipients of them
   * @param receives
   *          messages received
   * @param delivered
   *          deliveries that another server has taken; what stays within the engine is left out here and in the two that follow
   * @param bounced
   *          deliveries that it has refused for good or sent back
   * @param complaints
   *          complaints of recipients
   */
  public record Counts(long sends, long recipients, long receives, long delivered, long bounced, long complaints) {}
}
