package dev.postroom.spi.store;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;

/**
 * One address of a mailbox as it is stored. Unique: the domain's id and the canonical local part.
 *
 * @param address
 *          the address as it was given
 * @param domain
 *          what it hangs on: a claim of the mailbox's own workspace, or a platform domain; never another workspace's claim
 * @param kind
 *          its part among the mailbox's addresses
 */
public record AddressRow(EmailAddress address, DomainId domain, Kind kind) {

  /** The part of an address among those of its mailbox. */
  public enum Kind {
    /** The one it is known by; each mailbox has at most one. */
    PRIMARY,
    /** Another one that is delivered to it. */
    ALIAS
  }
}
