package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.Gate;
import dev.postroom.core.event.EventPumps;
import dev.postroom.core.tenant.Opener;
import dev.postroom.core.tenant.Tenancy;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.SuppressionPolicy;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.DomainVerification;
import dev.postroom.tenancy.Mailbox;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/** A workspace, each call behind the gate. */
final class GatedWorkspaceSession implements WorkspaceSession {
  private final Gate gate;
  private final Scope.OfWorkspace place;
  private final Rooms rooms;
  private final Tenancy tenancy;
  private final Sessions sessions;
  private final EventPumps events;

  GatedWorkspaceSession(Gate gate, Scope.OfWorkspace place, Rooms rooms, Sessions sessions) {
    this.gate = gate;
    this.place = place;
    this.rooms = rooms;
    this.tenancy = rooms.tenancy();
    this.sessions = sessions;
    this.events = rooms.events();
  }

  @Override
  public WorkspaceId id() {
    return place.workspace();
  }

  @Override
  public Workspace describe() {
    gate.require(Permission.READ, place);
    return tenancy.workspaces().describe(place);
  }

  @Override
  public Mailbox createMailbox(NewMailbox mailbox) {
    gate.require(Permission.MANAGE_MAILBOXES, place);
    return tenancy.mailboxes().describe(tenancy.mailboxes().create(place, mailbox, opener()));
  }

  @Override
  public Page<Mailbox> listMailboxes(PageRequest page) {
    gate.require(Permission.READ, place);
    return tenancy.mailboxes().list(place, page);
  }

  @Override
  public Optional<Mailbox> findMailboxByExternalId(String externalId) {
    gate.require(Permission.READ, place);
    return tenancy.mailboxes().find(place, new ExternalId(externalId)).map(tenancy.mailboxes()::describe);
  }

  @Override
  public Optional<Mailbox> findMailbox(EmailAddress address) {
    gate.require(Permission.READ, place);
    return tenancy.addresses().find(place, address).map(tenancy.mailboxes()::describe);
  }

  private Opener opener() {
    return gate.key().isPresent() ? Opener.KEY_HOLDER : Opener.OPERATOR;
  }

  @Override
  public Mailbox renameMailbox(MailboxId mailbox, String displayName) {
    Scope.OfMailbox managed = managed(mailbox);
    tenancy.mailboxes().rename(managed, displayName);
    return tenancy.mailboxes().describe(managed);
  }

  @Override
  public Mailbox addAlias(MailboxId mailbox, EmailAddress alias) {
    Scope.OfMailbox managed = managed(mailbox);
    tenancy.addresses().add(managed, alias, AddressRow.Kind.ALIAS, opener());
    return tenancy.mailboxes().describe(managed);
  }

  @Override
  public Mailbox setPrimaryAddress(MailboxId mailbox, EmailAddress address) {
    Scope.OfMailbox managed = managed(mailbox);
    tenancy.addresses().add(managed, address, AddressRow.Kind.PRIMARY, opener());
    return tenancy.mailboxes().describe(managed);
  }

  @Override
  public Mailbox removeAlias(MailboxId mailbox, EmailAddress alias) {
    Scope.OfMailbox managed = managed(mailbox);
    tenancy.addresses().remove(managed, alias);
    return tenancy.mailboxes().describe(managed);
  }

  @Override
  public void deleteMailbox(MailboxId mailbox) {
    tenancy.erasure().erase(managed(mailbox));
  }

  private Scope.OfMailbox managed(MailboxId mailbox) {
    Scope.OfMailbox managed = place.mailbox(mailbox);
    gate.require(Permission.MANAGE_MAILBOXES, managed);
    return managed;
  }

  @Override
  public MailboxSession openMailbox(MailboxId mailbox) {
    Scope.OfMailbox opened = place.mailbox(mailbox);
    gate.requireOpening(opened);
    return sessions.mailbox(gate, opened);
  }

  @Override
  public Domain claimDomain(String name) {
    gate.require(Permission.MANAGE_DOMAINS, place);
    return tenancy.domains().claim(place, DomainName.of(name));
  }

  @Override
  public Page<Domain> listDomains(PageRequest page) {
    gate.require(Permission.READ, place);
    return tenancy.domains().list(place, page);
  }

  @Override
  public DnsRecords domainRecords(DomainId domain) {
    gate.require(Permission.MANAGE_DOMAINS, place);
    return tenancy.domainRecords().toPublish(place, domain);
  }

  @Override
  public DomainVerification verifyDomain(DomainId domain) {
    gate.require(Permission.MANAGE_DOMAINS, place);
    return tenancy.domainRecords().verify(place, domain);
  }

  @Override
  public void releaseDomain(DomainId domain) {
    gate.require(Permission.MANAGE_DOMAINS, place);
    tenancy.domains().release(place, domain);
  }

  @Override
  public Subscription subscribe(EventQuery query, EventListener listener) {
    gate.require(Permission.READ, place);
    return events.subscribe(gate, place, query, listener);
  }

  @Override
  public SuppressionPolicy policy() {
    return new GatedSuppressionPolicy<>(gate, place, rooms.policies());
  }
}
