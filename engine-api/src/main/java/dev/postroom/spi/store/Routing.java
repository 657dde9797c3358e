package dev.postroom.spi.store;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import java.util.Optional;

/** From a recipient's address to a mailbox. By its nature it looks across tenants; only the inbound pipeline asks it. */
public interface Routing {

  /**
   * The confirmed owner of a domain, or the platform.
   *
   * @param name
   *          the domain
   * @return its route; empty when it is unknown or only claimed
   */
  Optional<DomainRoute> domain(DomainName name);

  /**
   * The mailbox that has an address.
   *
   * @param domain
   *          the claim, or the platform domain, of the address
   * @param localPart
   *          the local part in canonical form, see {@link dev.postroom.address.EmailAddress#canonicalLocalPart()}
   * @return the mailbox, whatever its standing
   */
  Optional<Scope.OfMailbox> mailbox(DomainId domain, String localPart);

  /**
   * Adds a domain on which any workspace may open mailboxes.
   *
   * @param domain
   *          its id
   * @param name
   *          the domain; must not be confirmed for a workspace
   */
  void insertPlatformDomain(DomainId domain, DomainName name);

  /**
   * A platform domain.
   *
   * @param name
   *          the domain
   * @return its id; empty when it is no platform domain
   */
  Optional<DomainId> platformDomain(DomainName name);

}
