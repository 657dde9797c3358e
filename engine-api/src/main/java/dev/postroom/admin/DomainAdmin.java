package dev.postroom.admin;

import dev.postroom.id.DomainId;
import dev.postroom.outbound.Egress;
import dev.postroom.tenancy.Domain;

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
   * Creates a mailbox on this domain, or returns the one that was created so before.
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
  void catchAll(MailboxAdmin mailbox);

  /** Has mail for local parts that nobody has rejected, as at the beginning. */
  void rejectUnknown();

  /**
   * Gives the claim back, and with it every address on the domain. Mailboxes keep their mail. Claimed again, the domain has another
   * id and no address.
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
