package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.SealedTable;
import dev.postroom.spi.store.Totals;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One workspace's rung over one state; its domains are a part of their own. */
record MemoryWorkspace(State state, Scope.OfWorkspace place) implements WorkspaceStore {

  @Override
  public Optional<WorkspaceRow> row() {
    return new Ladder(state).row(place);
  }

  @Override
  public void rename(String name) {
    row().ifPresent(row -> put(
        new WorkspaceRow(row.id(), row.externalId(), row.createdFrom(), name, row.standing(), row.createdAt())));
  }

  @Override
  public void setStanding(Standing standing) {
    row().ifPresent(row -> {
      put(new WorkspaceRow(row.id(), row.externalId(), row.createdFrom(), row.name(), standing, row.createdAt()));
      if (standing == Standing.ERASED) {
        new Ladder(state).free(place);
      }
    });
  }

  private void put(WorkspaceRow row) {
    state.workspaces().put(row.id(), new Placed<>(place, row));
  }

  @Override
  public KeyTable keys() {
    return new MemoryKeyTable(state, place);
  }

  @Override
  public void insertMailbox(MailboxRow mailbox) {
    new Ladder(state).require(place);
    Refusal.unless(state.mailboxes().get(mailbox.id()).isEmpty(), "mailbox id: used");
    Refusal.unless(mailbox.usedOctets() == 0 && mailbox.messages() == 0, "mailbox: not empty (expected: a new one)");
    Refusal.externalIdTaken(findMailbox(mailbox.externalId()));
    state.mailboxes().put(mailbox.id(), new Placed<>(place.mailbox(mailbox.id()), mailbox));
  }

  @Override
  public Optional<MailboxRow> findMailbox(ExternalId externalId) {
    return state.mailboxes()
        .values()
        .stream()
        .filter(this::isListed)
        .map(Placed::row)
        .filter(row -> row.externalId().equals(externalId))
        .findAny();
  }

  @Override
  public List<MailboxRow> listMailboxes(Optional<MailboxId> after, int limit) {
    return Pages.of(state.mailboxes(), after, limit, row -> row, this::isListed).stream().map(Placed::row).toList();
  }

  private boolean isListed(Placed<Scope.OfMailbox, MailboxRow> mailbox) {
    return place.covers(mailbox.place()) && mailbox.row().standing() != Standing.ERASED;
  }

  @Override
  public MailboxStore mailbox(MailboxId mailbox) {
    return new MemoryMailbox(state, place.mailbox(mailbox));
  }

  @Override
  public void insertDomain(DomainRow domain) {
    domains().insert(domain);
  }

  @Override
  public Optional<DomainRow> findDomain(DomainId domain) {
    return domains().find(domain).map(Claim::row);
  }

  @Override
  public Optional<DomainRow> findDomain(DomainName name) {
    return domains().find(name);
  }

  @Override
  public List<DomainRow> listDomains(Optional<DomainId> after, int limit) {
    return domains().list(after, limit);
  }

  @Override
  public void confirmDomain(DomainId domain, Instant at) {
    domains().confirm(domain, at);
  }

  @Override
  public void setCatchAll(DomainId domain, Optional<MailboxId> mailbox) {
    domains().setCatchAll(domain, mailbox);
  }

  @Override
  public boolean releaseDomain(DomainId domain) {
    return domains().release(domain);
  }

  private MemoryDomains domains() {
    return new MemoryDomains(state, place);
  }

  @Override
  public LimitTable limits() {
    return new MemoryLimits(state, place.workspace(), () -> row().isPresent());
  }

  @Override
  public PolicyTable policy() {
    return new MemoryPolicy(state, place);
  }

  @Override
  public Totals totals() {
    return new MemoryTotals(state, place).count();
  }

  @Override
  public SealedTable sealed() {
    return new MemorySealed(state, place);
  }
}
