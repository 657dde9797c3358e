package dev.postroom.session;

import dev.postroom.address.EmailAddress;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Suppression;
import java.time.Instant;
import java.util.Optional;

/** A policy with suppressed addresses: that of a mailbox, or of a whole workspace. What one says holds for nobody else. */
public interface SuppressionPolicy extends Policy {

  /**
   * Has an address not written to any more from this place. Said again, the one that lasts longer stays; of two that end together, the
   * one with the stronger reason. Needs {@code MANAGE_POLICY}.
   *
   * @param address
   *          the address
   * @param reason
   *          why
   * @param expiresAt
   *          until when; for good when empty
   * @return the entry
   */
  Suppression suppress(EmailAddress address, Suppression.Reason reason, Optional<Instant> expiresAt);

  /**
   * Has an address written to again. Does nothing when it is not suppressed at this place. Needs {@code MANAGE_POLICY}.
   *
   * @param address
   *          the address
   */
  void unsuppress(EmailAddress address);

  /**
   * Looks an address up. Needs {@code READ_USAGE}.
   *
   * @param address
   *          the address
   * @return the entry of this place itself, when there is one that has not expired
   */
  Optional<Suppression> findSuppression(EmailAddress address);

  /**
   * Lists the suppressed addresses of this place itself, in the order of their making. Needs {@code READ_USAGE}.
   *
   * @param page
   *          which page
   * @return the page, expired ones too
   */
  Page<Suppression> listSuppressions(PageRequest page);
}
