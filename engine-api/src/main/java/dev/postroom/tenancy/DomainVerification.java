package dev.postroom.tenancy;

import java.util.List;

/**
 * What the domain name system says of a domain, now.
 *
 * @param domain
 *          the claim after the look
 * @param records
 *          what was to be published, and whether it is
 */
public record DomainVerification(Domain domain, List<CheckedRecord> records) {

  /** Copies the list. */
  public DomainVerification {
    records = List.copyOf(records);
  }

  /** Whether a record was found. */
  public enum Status {
    /** It is published, or one that does the same. */
    FOUND,
    /** Nothing of the kind is published. */
    MISSING,
    /** Something else is published in its place. */
    DIFFERENT,
    /** No answer could be had now; asking later may help. */
    UNAVAILABLE
  }

  /**
   * A record that was looked for.
   *
   * @param record
   *          what was to be published
   * @param status
   *          whether it is
   */
  public record CheckedRecord(DnsRecord record, Status status) {}

  /**
   * Whether the domain belongs to the workspace.
   *
   * @return true once it was confirmed, by this look or before; it stays so when the record of ownership is gone
   */
  public boolean isConfirmed() {
    return domain.isConfirmed();
  }

  /**
   * Whether nothing is left to publish.
   *
   * @return true when all records were found
   */
  public boolean isComplete() {
    return records.stream().allMatch(checked -> checked.status() == Status.FOUND);
  }
}
