package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import dev.postroom.outbound.Egress;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.Mailbox;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/** One workspace in the operator's hand. */
final class OperatorWorkspace extends OperatorScope<Scope.OfWorkspace> implements WorkspaceAdmin {

  OperatorWorkspace(Scope.OfWorkspace place, Tenancy tenancy, OperatorSessions sessions) {
    super(place, tenancy, sessions);
  }

  @Override
  public Workspace describe() {
    return tenancy.workspaces().describe(place);
  }

  @Override
  public void rename(String name) {
    tenancy.workspaces().rename(place, name);
  }

  @Override
  public DomainAdmin claimDomain(String name) {
    return admin(tenancy.domains().claim(place, DomainName.of(name)));
  }

  @Override
  public DomainAdmin openDomain(DomainId domain) {
    return admin(tenancy.domains().describe(place, domain));
  }

  @Override
  public Optional<DomainAdmin> findDomain(String name) {
    return tenancy.domains().find(place, DomainName.of(name)).map(this::admin);
  }

  @Override
  public Page<Domain> listDomains(PageRequest page) {
    return tenancy.domains().list(place, page);
  }

  @Override
  public MailboxAdmin createMailbox(NewMailbox mailbox) {
    return admin(tenancy.mailboxes().create(place, mailbox, Opener.OPERATOR));
  }

  @Override
  public MailboxAdmin openMailbox(MailboxId mailbox) {
    Scope.OfMailbox opened = place.mailbox(mailbox);
    tenancy.mailboxes().describe(opened);
    return admin(opened);
  }

  @Override
  public Optional<MailboxAdmin> findMailboxByExternalId(String externalId) {
    return tenancy.mailboxes().find(place, new ExternalId(externalId)).map(this::admin);
  }

  @Override
  public Optional<MailboxAdmin> findMailbox(EmailAddress address) {
    return tenancy.addresses().find(place, address).map(this::admin);
  }

  @Override
  public Page<Mailbox> listMailboxes(PageRequest page) {
    return tenancy.mailboxes().list(place, page);
  }

  @Override
  public WorkspaceSession session() {
    return sessions.workspace(place);
  }

  private MailboxAdmin admin(Scope.OfMailbox mailbox) {
    return new OperatorMailbox(mailbox, tenancy, sessions);
  }

  private DomainAdmin admin(Domain domain) {
    return new OperatorDomain(this, domain.id(), domain.name(), tenancy);
  }

  @Override
  public void setEgress(Egress egress) {
    tenancy.egresses().set(place, egress);
  }

  @Override
  public void removeEgress() {
    tenancy.egresses().remove(place);
  }
}
