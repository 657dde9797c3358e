package dev.postroom.session;

import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.DomainVerification;
import dev.postroom.tenancy.Mailbox;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/**
 * What the holder of a workspace's or tenant's key can do in a workspace. Every call may fail as {@link KeyedAccess} says, and with
 * {@code AccessDeniedException} when the named permission is missing; what belongs to others is not found.
 */
public interface WorkspaceSession extends EventSource {

  /**
   * The workspace.
   *
   * @return its id
   */
  WorkspaceId id();

  /**
   * What is known of the workspace now. Needs {@code READ}.
   *
   * @return the workspace
   */
  Workspace describe();

  /**
   * Creates a mailbox, or returns the one with the same external id and content. Needs {@code MANAGE_MAILBOXES}.
   *
   * <p>
   * A mailbox that is there keeps what was changed since, its addresses too. Only if it has lost its primary address, which happens with
   * its domain, it is given back the addresses it was created with.
   *
   * @param mailbox
   *          what to make
   * @return the mailbox
   * @throws dev.postroom.error.ConflictException
   *           when there is one with this external id and other content, or an address belongs to another mailbox
   * @throws dev.postroom.error.NotFoundException
   *           when an address is on a domain that this workspace has not claimed and that is not the platform's
   * @throws dev.postroom.error.InvalidInputException
   *           when an address is on a platform domain and has a plus-tag, for it is part of the address before the tag; or speaks for
   *           the platform ({@code postmaster}, {@code admin}, {@code abuse} and their like), for the operator alone opens these
   */
  Mailbox createMailbox(NewMailbox mailbox);

  /**
   * Lists mailboxes in the order of their creation. Needs {@code READ}.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Mailbox> listMailboxes(PageRequest page);

  /**
   * Finds a mailbox by the host's own id. Needs {@code READ}.
   *
   * @param externalId
   *          the host's own id
   * @return the mailbox of this workspace that has it
   */
  Optional<Mailbox> findMailboxByExternalId(String externalId);

  /**
   * Finds a mailbox by one of its addresses. Needs {@code READ}.
   *
   * @param address
   *          the address
   * @return the mailbox of this workspace that has it
   */
  Optional<Mailbox> findMailbox(EmailAddress address);

  /**
   * Gives a mailbox another name. Needs {@code MANAGE_MAILBOXES}.
   *
   * @param mailbox
   *          the mailbox
   * @param displayName
   *          its new name; may be empty
   * @return the mailbox
   */
  Mailbox renameMailbox(MailboxId mailbox, String displayName);

  /**
   * Gives a mailbox one more address. Needs {@code MANAGE_MAILBOXES}.
   *
   * @param mailbox
   *          the mailbox
   * @param alias
   *          the address
   * @return the mailbox
   * @throws dev.postroom.error.ConflictException
   *           when the address belongs to another mailbox
   * @throws dev.postroom.error.InvalidInputException
   *           when the address is on a platform domain and has a plus-tag, for it is part of the address before the tag; or speaks for
   *           the platform, and is not one of the mailbox's already
   */
  Mailbox addAlias(MailboxId mailbox, EmailAddress alias);

  /**
   * Makes an address the one that a mailbox is known by; the former one becomes an alias. Needs {@code MANAGE_MAILBOXES}.
   *
   * @param mailbox
   *          the mailbox
   * @param address
   *          the address, new or an alias of this mailbox
   * @return the mailbox
   * @throws dev.postroom.error.ConflictException
   *           when the address belongs to another mailbox
   * @throws dev.postroom.error.InvalidInputException
   *           when the address is on a platform domain and has a plus-tag, for it is part of the address before the tag; or speaks for
   *           the platform, and is not one of the mailbox's already
   */
  Mailbox setPrimaryAddress(MailboxId mailbox, EmailAddress address);

  /**
   * Takes an alias from a mailbox. Needs {@code MANAGE_MAILBOXES}.
   *
   * @param mailbox
   *          the mailbox
   * @param alias
   *          the alias
   * @return the mailbox
   * @throws dev.postroom.error.ConflictException
   *           when it is the primary address
   */
  Mailbox removeAlias(MailboxId mailbox, EmailAddress alias);

  /**
   * Deletes a mailbox for good: its key is destroyed first, then all that is in it. Needs {@code MANAGE_MAILBOXES}.
   *
   * @param mailbox
   *          the mailbox
   */
  void deleteMailbox(MailboxId mailbox);

  /**
   * Narrows to one mailbox, with the same key.
   *
   * @param mailbox
   *          the mailbox
   * @return its session
   */
  MailboxSession openMailbox(MailboxId mailbox);

  /**
   * Claims a domain, or returns this workspace's claim of it. It routes nothing until it is confirmed. Needs
   * {@code MANAGE_DOMAINS}.
   *
   * @param name
   *          the domain
   * @return the claim
   * @throws dev.postroom.error.ConflictException
   *           when the domain is confirmed for another workspace, or is the platform's
   */
  Domain claimDomain(String name);

  /**
   * Lists the workspace's claims in the order of their making. Needs {@code READ}.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Domain> listDomains(PageRequest page);

  /**
   * What the owner of a domain publishes. The keys to sign with are made by the first call. Needs {@code MANAGE_DOMAINS}.
   *
   * @param domain
   *          the claim
   * @return the records
   * @throws dev.postroom.error.NotFoundException
   *           when this workspace has no such claim
   */
  DnsRecords domainRecords(DomainId domain);

  /**
   * Looks up what is published of a domain, and confirms it when its record of ownership is found. Waits for the domain name system.
   * Needs {@code MANAGE_DOMAINS}.
   *
   * @param domain
   *          the claim
   * @return what was found
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code DOMAIN_TAKEN} when the record of ownership is found, and the domain is confirmed for another
   *           workspace
   * @throws dev.postroom.error.NotFoundException
   *           when this workspace has no such claim
   */
  DomainVerification verifyDomain(DomainId domain);

  /**
   * Gives a claim back, and with it every address on the domain. Claimed again, it has another id and no address. Needs
   * {@code MANAGE_DOMAINS}.
   *
   * @param domain
   *          the claim
   */
  void releaseDomain(DomainId domain);

  /**
   * What may pass at this workspace, and how much of it.
   *
   * @return the policy, each call of which is authorized on its own
   */
  SuppressionPolicy policy();
}
