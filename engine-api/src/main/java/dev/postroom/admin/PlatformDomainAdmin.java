package dev.postroom.admin;

import dev.postroom.address.DomainName;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.PlatformDomainVerification;

/**
 * The operator's hold of a domain of the platform, on which every workspace may open mailboxes. The operator vouches for it, so there is
 * no record of ownership. Its keys are sealed by the engine itself, and sign the mail of all mailboxes on it.
 */
public interface PlatformDomainAdmin {

  /**
   * The domain.
   *
   * @return its name
   */
  DomainName name();

  /**
   * What the operator publishes. The keys to sign with are made by the first call, and mail is signed from then on; records of mail
   * hosts are left out when the engine was not told of one.
   *
   * @return the records; those of former keys among them as long as mail that they signed may be looked at
   */
  DnsRecords dnsRecords();

  /**
   * Looks up what is published. Mail is signed with new keys from the moment that both of them are found. Waits for the domain name
   * system.
   *
   * @return what was found
   */
  PlatformDomainVerification verify();

  /**
   * Makes new keys to sign with. Mail is signed with the present ones until {@link #verify()} finds the new ones published, or
   * {@link #activateDkim()} is called; the former ones are to stay published for 14 days after that. While new keys wait, a second
   * call makes none.
   *
   * @return all records to publish, those of the new keys among them
   */
  DnsRecords rotateDkim();

  /**
   * Has mail signed with the new keys from now on, without a look at whether they are published. Does nothing when none wait.
   */
  void activateDkim();
}
