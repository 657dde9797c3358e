package dev.postroom.admin;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Limits;
import dev.postroom.tenancy.KeyDescription;
import dev.postroom.tenancy.NewKey;

/**
 * What the operator can do on every rung: suspend, resume and erase the place, rotate its encryption, issue and revoke keys. No
 * session leads to one of these. Safe for use by many threads; each change is forced to the disk when its call returns.
 *
 * <p>
 * All calls but {@link #erase} throw {@code NotFoundException} once the place is erased.
 */
public sealed interface ScopeAdmin permits TenantAdmin, WorkspaceAdmin, MailboxAdmin {

  /**
   * The place.
   *
   * @return its ids
   */
  Scope scope();

  /**
   * Closes the place for use until it is resumed: its keys and those below are refused, its mail is deferred, and its encryption
   * keys leave the memory. A second call does nothing.
   */
  void suspend();

  /** Opens a suspended place again. A second call does nothing. */
  void resume();

  /**
   * Erases the place for good. Its encryption keys are destroyed first, and from then on nothing that was sealed under them opens;
   * keys, domains and addresses stop at once; rows are purged by the time this returns, or by the next start after a crash. A
   * second call does nothing.
   */
  void erase();

  /**
   * Gives the place a new encryption key and has the places just below wrapped by it. Messages are not rewritten: what was sealed
   * before still opens. Costs a write for each place just below.
   */
  void rotateEncryption();

  /**
   * Issues a key for this place with the permissions of a role: another one with each call.
   *
   * @param name
   *          what it is called in lists and audits
   * @param role
   *          the role
   * @return the key; its secret is shown only here
   */
  default IssuedKey issueKey(String name, Role role) {
    return issueKey(NewKey.of(name, role));
  }

  /**
   * Issues a key for this place: another one with each call, since the secret of one that is there cannot be shown again.
   *
   * @param key
   *          what to make
   * @return the key; its secret is shown only here
   * @throws dev.postroom.error.InvalidInputException
   *           when it would be expired already
   */
  IssuedKey issueKey(NewKey key);

  /**
   * Lists the keys of this place and of all below it, in the order of their making, revoked ones too.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<KeyDescription> listKeys(PageRequest page);

  /**
   * Revokes a key of this place or below. It is refused from the moment that this returns, in open sessions too. A second call
   * does nothing.
   *
   * @param key
   *          the key
   * @throws dev.postroom.error.NotFoundException
   *           when there is no such key at this place
   */
  void revokeKey(KeyId key);

  /**
   * Revokes all keys of this place and of all below it.
   *
   * @return how many were revoked by this call
   */
  int revokeAllKeys();

  /**
   * Sets the limits of this place anew. What may happen is the minimum over key, mailbox, workspace and tenant.
   *
   * @param limits
   *          all of its limits
   * @throws dev.postroom.error.InvalidInputException
   *           when one of them would limit nothing here: a mailbox has no mailboxes and no domains
   */
  void setLimits(Limits limits);

  /**
   * The limits that were set for this place itself.
   *
   * @return the limits; those of places above hold besides
   */
  Limits limits();

  /**
   * Sets the limits of a key of this place or below anew.
   *
   * @param key
   *          the key
   * @param limits
   *          all of its limits, of sends and of recipients
   * @throws dev.postroom.error.InvalidInputException
   *           when one of them is of anything else, which is not done with a key
   * @throws dev.postroom.error.NotFoundException
   *           when there is no such key at this place
   */
  void setKeyLimits(KeyId key, Limits limits);

  /**
   * The limits that were set for a key of this place or below.
   *
   * @param key
   *          the key
   * @return the limits; those of its mailbox, workspace and tenant hold besides
   * @throws dev.postroom.error.NotFoundException
   *           when there is no such key at this place
   */
  Limits keyLimits(KeyId key);
}
