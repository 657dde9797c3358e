package dev.postroom.admin;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.MailboxId;
import dev.postroom.session.MailboxSession;
import dev.postroom.tenancy.Mailbox;

/** The operator's hold of one mailbox. */
public non-sealed interface MailboxAdmin extends ScopeAdmin {

  @Override
  Scope.OfMailbox scope();

  /**
   * The mailbox's id.
   *
   * @return the id
   */
  default MailboxId id() {
    return scope().mailbox();
  }

  /**
   * What is known of the mailbox now.
   *
   * @return the mailbox
   */
  Mailbox describe();

  /**
   * Gives the mailbox another name.
   *
   * @param displayName
   *          at most 200 characters; may be empty
   */
  void rename(String displayName);

  /**
   * Limits the octets of mail in the mailbox: once they are reached it takes no more. The message that reaches them is still
   * taken, for its size is known only after its recipients were accepted. What is in it already stays.
   *
   * @param octets
   *          0 or more
   */
  void setQuota(long octets);

  /** Takes the limit away. */
  void removeQuota();

  /**
   * Gives the mailbox one more address.
   *
   * @param alias
   *          the address, on a domain of the workspace or on the platform's
   * @throws dev.postroom.error.ConflictException
   *           when the address belongs to another mailbox
   * @throws dev.postroom.error.InvalidInputException
   *           when the address has a plus-tag and is on a platform domain, where it is part of the address before the tag
   */
  void addAlias(EmailAddress alias);

  /**
   * Makes an address the one that the mailbox is known by; the former one becomes an alias.
   *
   * @param address
   *          the address, new or an alias of this mailbox
   * @throws dev.postroom.error.ConflictException
   *           when the address belongs to another mailbox
   * @throws dev.postroom.error.InvalidInputException
   *           when the address has a plus-tag and is on a platform domain, where it is part of the address before the tag
   */
  void setPrimaryAddress(EmailAddress address);

  /**
   * Takes an alias away. Does nothing when the mailbox has no such address.
   *
   * @param alias
   *          the alias
   * @throws dev.postroom.error.ConflictException
   *           when it is the primary address
   */
  void removeAlias(EmailAddress alias);

  /**
   * The key holder's face of this mailbox, without a key and with every permission.
   *
   * @return a session
   */
  MailboxSession session();
}
