package dev.postroom.tenancy;

import dev.postroom.tenancy.DomainVerification.CheckedRecord;
import dev.postroom.tenancy.DomainVerification.Status;
import java.util.List;

/**
 * What the domain name system says of a domain of the platform, now.
 *
 * @param records
 *          what was to be published, and whether it is
 */
public record PlatformDomainVerification(List<CheckedRecord> records) {

  /** Copies the list. */
  public PlatformDomainVerification {
    records = List.copyOf(records);
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
