package dev.postroom.tenancy;

import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import java.time.Instant;
import java.util.Optional;

/**
 * A workspace's claim of a domain, as it was when asked. Until it is confirmed it routes nothing, and others may claim the same name.
 *
 * @param id
 *          the claim; another one each time that the name is claimed
 * @param name
 *          the domain
 * @param claimedAt
 *          when it was claimed
 * @param confirmedAt
 *          since when it belongs to the workspace
 */
public record Domain(DomainId id, DomainName name, Instant claimedAt, Optional<Instant> confirmedAt) {

  /**
   * Whether the domain belongs to the workspace.
   *
   * @return true once it was confirmed
   */
  public boolean isConfirmed() {
    return confirmedAt.isPresent();
  }
}
