package dev.postroom.admin;

import dev.postroom.id.DomainId;
import dev.postroom.outbound.Egress;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.DomainVerification;

/** The operator's hold of one workspace's claim of a domain. */
public interface DomainAdmin {

  /**
   * The claim's id.
   *
   * @return the id
   */
  DomainId id();

  /**
   * What is known of the claim now.
   *
   * @return the domain
   */
  Domain describe();

  /**
   * Makes the workspace the one owner of the domain on the operator's word, and routes its mail from now on. A second call does
   * nothing.
   *
   * @return this
   * @throws dev.postroom.error.ConflictException
   *           when it is confirmed for another workspace
   */
  DomainAdmin confirm();

  /**
   * What the owner of the domain publishes. The keys to sign with are made by the first call; records of mail hosts are left out when
   * the engine was not told of one.
   *
   * @return the records; those of former keys among them as long as mail that they signed may be looked at
   */
  DnsRecords dnsRecords();

  /**
   * Looks up what is published. The domain is confirmed when its record of ownership is found, whoever claimed it first, and mail is
   * signed with new keys from the moment that both of them are found. Waits for the domain name system.
   *
   * @return what was found
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code DOMAIN_TAKEN} when the record of ownership is found, and the domain is confirmed for another
   *           workspace
   */
  DomainVerification verify();

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

  /**
   * Creates a mailbox on this domain, or returns the one that was created so before; see
   * {@link WorkspaceAdmin#createMailbox(dev.postroom.tenancy.NewMailbox)}.
   *
   * @param localPart
   *          the part before the at sign
   * @return the mailbox
   * @throws dev.postroom.error.ConflictException
   *           when the address belongs to another mailbox
   */
  MailboxAdmin createMailbox(String localPart);

  /**
   * Has mail for local parts that nobody has delivered to a mailbox.
   *
   * @param mailbox
   *          a mailbox of the same workspace
   * @throws dev.postroom.error.NotFoundException
   *           when it is of another workspace
   */
  void setCatchAll(MailboxAdmin mailbox);

  /** Has mail for local parts that nobody has rejected, as at the beginning. */
  void removeCatchAll();

  /**
   * Gives the claim back, and with it every address on the domain. Mailboxes keep their mail. Claimed again, the domain has another
   * id and no address; a mailbox that is created again as it was then has its own again.
   */
  void release();

  /**
   * Has mail of this domain leave by a way of its own. Kept sealed, credentials and all.
   *
   * @param egress
   *          the way
   */
  void setEgress(Egress egress);

  /** Has mail of this domain leave by the workspace's, or the engine's way again. */
  void removeEgress();
}
