package dev.postroom.admin;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.outbound.Egress;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.Mailbox;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/** The operator's hold of one workspace. */
public non-sealed interface WorkspaceAdmin extends ScopeAdmin {

  @Override
  Scope.OfWorkspace scope();

  /**
   * The workspace's id.
   *
   * @return the id
   */
  default WorkspaceId id() {
    return scope().workspace();
  }

  /**
   * What is known of the workspace now.
   *
   * @return the workspace
   */
  Workspace describe();

  /**
   * Gives the workspace another name.
   *
   * @param name
   *          1 to 200 characters
   */
  void rename(String name);

  /**
   * Claims a domain, or returns this workspace's claim of it. It routes nothing until it is confirmed.
   *
   * @param name
   *          the domain
   * @return the claim
   * @throws dev.postroom.error.ConflictException
   *           when the domain is confirmed for another workspace, or is the platform's
   */
  DomainAdmin claimDomain(String name);

  /**
   * Opens a claim.
   *
   * @param domain
   *          its id
   * @return the claim
   * @throws dev.postroom.error.NotFoundException
   *           when this workspace has no such claim
   */
  DomainAdmin openDomain(DomainId domain);

  /**
   * Finds this workspace's claim of a domain.
   *
   * @param name
   *          the domain
   * @return the claim, if there is one
   */
  Optional<DomainAdmin> findDomain(String name);

  /**
   * Lists claims in the order of their making.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Domain> listDomains(PageRequest page);

  /**
   * Creates a mailbox on a domain of the workspace or on the platform's, or returns the one with the same external id and content.
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
   *           when an address has a plus-tag and is on a platform domain, where it is part of the address before the tag
   */
  MailboxAdmin createMailbox(NewMailbox mailbox);

  /**
   * Opens a mailbox.
   *
   * @param mailbox
   *          its id
   * @return the mailbox
   * @throws dev.postroom.error.NotFoundException
   *           when this workspace has no such mailbox
   */
  MailboxAdmin openMailbox(MailboxId mailbox);

  /**
   * Finds a mailbox by the host's own id.
   *
   * @param externalId
   *          the host's own id
   * @return the mailbox, if there is one
   */
  Optional<MailboxAdmin> findMailboxByExternalId(String externalId);

  /**
   * Finds a mailbox by one of its addresses.
   *
   * @param address
   *          the address
   * @return the mailbox of this workspace that has it
   */
  Optional<MailboxAdmin> findMailbox(EmailAddress address);

  /**
   * Lists mailboxes in the order of their creation.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Mailbox> listMailboxes(PageRequest page);

  /**
   * The key holder's face of this workspace, without a key and with every permission.
   *
   * @return a session
   */
  WorkspaceSession session();

  /**
   * Has mail of this workspace leave by a way of its own. Kept sealed, credentials and all.
   *
   * @param egress
   *          the way
   */
  void setEgress(Egress egress);

  /** Has mail of this workspace leave by the engine's way again. */
  void removeEgress();
}
