package dev.postroom.spi.store;

import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One workspace inside of a transaction. No call reaches beyond it. */
public interface WorkspaceStore {

  /**
   * The workspace itself.
   *
   * @return its row; empty when there is none at this place
   */
  Optional<WorkspaceRow> row();

  /**
   * Renames the workspace.
   *
   * @param name
   *          its name
   */
  void rename(String name);

  /**
   * Sets the workspace's own standing.
   *
   * @param standing
   *          the standing; {@link Standing#ERASED} also frees its external id, its domains and all addresses of its mailboxes
   */
  void setStanding(Standing standing);

  /**
   * The keys bound to this workspace or to its mailboxes.
   *
   * @return the table
   */
  KeyTable keys();

  /**
   * Adds a mailbox.
   *
   * @param mailbox
   *          the row
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code EXTERNAL_ID_CONFLICT} when another mailbox of this workspace has its external id
   */
  void insertMailbox(MailboxRow mailbox);

  /**
   * Looks a mailbox up by the host's id; erased ones are not found.
   *
   * @param externalId
   *          the host's id
   * @return its row
   */
  Optional<MailboxRow> findMailbox(ExternalId externalId);

  /**
   * Lists mailboxes in the order of their ids, erased ones left out.
   *
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<MailboxRow> listMailboxes(Optional<MailboxId> after, int limit);

  /**
   * A mailbox's rung.
   *
   * @param mailbox
   *          the mailbox; one that is not of this workspace has no row
   * @return the rung
   */
  MailboxStore mailbox(MailboxId mailbox);

  /**
   * Adds a claim.
   *
   * @param domain
   *          the row, unconfirmed
   */
  void insertDomain(DomainRow domain);

  /**
   * Looks a claim up.
   *
   * @param domain
   *          the claim
   * @return its row
   */
  Optional<DomainRow> findDomain(DomainId domain);

  /**
   * Looks a claim up by name.
   *
   * @param name
   *          the domain
   * @return its row
   */
  Optional<DomainRow> findDomain(DomainName name);

  /**
   * Lists claims in the order of their ids.
   *
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<DomainRow> listDomains(Optional<DomainId> after, int limit);

  /**
   * Makes this workspace the one owner of a domain.
   *
   * @param domain
   *          the claim
   * @param at
   *          since when
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code DOMAIN_TAKEN} when another has it
   */
  void confirmDomain(DomainId domain, Instant at);

  /**
   * Sets where mail for unknown local parts of a domain goes.
   *
   * @param domain
   *          the claim
   * @param mailbox
   *          a mailbox of this workspace, or empty for none
   */
  void setCatchAll(DomainId domain, Optional<MailboxId> mailbox);

  /**
   * Gives a claim back, with every address that hangs on it and everything sealed that belongs to it.
   *
   * @param domain
   *          the claim
   * @return whether there was one
   */
  boolean releaseDomain(DomainId domain);

  /**
   * What is limited and counted of this workspace itself.
   *
   * @return the table
   */
  LimitTable limits();

  /**
   * The lists and suppressed addresses of this workspace itself.
   *
   * @return the table
   */
  PolicyTable policy();

  /**
   * What there is in this workspace.
   *
   * @return counted anew; costs a look at each of its mailboxes
   */
  Totals totals();

  /**
   * The small things that this workspace keeps sealed.
   *
   * @return the table
   */
  SealedTable sealed();
}
