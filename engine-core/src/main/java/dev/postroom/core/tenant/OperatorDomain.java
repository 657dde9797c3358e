package dev.postroom.core.tenant;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.DomainId;
import dev.postroom.outbound.Egress;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.DomainVerification;
import dev.postroom.tenancy.NewMailbox;
import java.util.Optional;

/** One claim of a domain in the operator's hand. */
final class OperatorDomain implements DomainAdmin {
  private final WorkspaceAdmin workspace;
  private final DomainId domain;
  private final DomainName name;
  private final Tenancy tenancy;

  OperatorDomain(WorkspaceAdmin workspace, DomainId domain, DomainName name, Tenancy tenancy) {
    this.workspace = workspace;
    this.domain = domain;
    this.name = name;
    this.tenancy = tenancy;
  }

  @Override
  public DomainId id() {
    return domain;
  }

  @Override
  public Domain describe() {
    return tenancy.domains().describe(workspace.scope(), domain);
  }

  @Override
  public DomainAdmin confirm() {
    tenancy.domains().confirm(workspace.scope(), domain);
    return this;
  }

  @Override
  public DnsRecords dnsRecords() {
    return tenancy.domainRecords().toPublish(workspace.scope(), domain);
  }

  @Override
  public DomainVerification verify() {
    return tenancy.domainRecords().verify(workspace.scope(), domain);
  }

  @Override
  public DnsRecords rotateDkim() {
    return tenancy.domainRecords().rotate(workspace.scope(), domain);
  }

  @Override
  public void activateDkim() {
    tenancy.domainRecords().activate(workspace.scope(), domain);
  }

  @Override
  public MailboxAdmin createMailbox(String localPart) {
    return workspace.createMailbox(NewMailbox.at(EmailAddress.of(localPart, name)));
  }

  @Override
  public void setCatchAll(MailboxAdmin mailbox) {
    if (!workspace.scope().covers(mailbox.scope())) {
      throw new NotFoundException();
    }
    tenancy.domains().setCatchAll(workspace.scope(), domain, Optional.of(mailbox.id()));
  }

  @Override
  public void removeCatchAll() {
    tenancy.domains().setCatchAll(workspace.scope(), domain, Optional.empty());
  }

  @Override
  public void release() {
    tenancy.domains().release(workspace.scope(), domain);
  }

  @Override
  public void setEgress(Egress egress) {
    tenancy.egresses().set(workspace.scope(), domain, egress);
  }

  @Override
  public void removeEgress() {
    tenancy.egresses().remove(workspace.scope(), domain);
  }
}
