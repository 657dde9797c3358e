package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.WORKSPACE;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
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
import dev.postroom.store.h2.jooq.tables.records.WorkspaceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;

/** One workspace; its claims of domains are a class of their own. */
record WorkspaceRung(WorkUnit unit, Scope.OfWorkspace place, ScopedTables tables) implements WorkspaceStore {

  WorkspaceRung(WorkUnit unit, Scope.OfWorkspace place) {
    this(unit, place, new ScopedTables(unit, place));
  }

  @Override
  public Optional<WorkspaceRow> row() {
    return tables.select(WORKSPACE).fetchOptional(WorkspaceRung::map);
  }

  static WorkspaceRow map(WorkspaceRecord row) {
    return new WorkspaceRow(new WorkspaceId(row.getWorkspaceId()), new ExternalId(row.getExternalId()),
        row.getCreatedFrom(), row.getName(),
        Codes.standing(row.getStanding()), Micros.toInstant(row.getCreatedAt()));
  }

  @Override
  public void rename(String name) {
    tables.update(WORKSPACE, row -> row.set(WORKSPACE.NAME, name)).execute();
  }

  @Override
  public void setStanding(Standing standing) {
    tables
        .update(WORKSPACE,
            row -> row.set(WORKSPACE.STANDING, Codes.of(standing)).set(WORKSPACE.LIVE, Codes.live(standing)))
        .execute();
    if (standing == Standing.ERASED) {
      new Ladder(unit).free(place);
    }
  }

  @Override
  public KeyTable keys() {
    return new KeyRows(tables);
  }

  @Override
  public void insertMailbox(MailboxRow mailbox) {
    if (mailbox.usedOctets() != 0 || mailbox.messages() != 0) {
      throw new IllegalArgumentException("mailbox: not empty (expected: a new one)");
    }
    if (findMailbox(mailbox.externalId()).isPresent()) {
      throw H2Transaction.externalIdTaken();
    }
    tables.at(place.mailbox(mailbox.id()))
        .insert(MAILBOX)
        .set(MAILBOX.EXTERNAL_ID, mailbox.externalId().value())
        .set(MAILBOX.CREATED_FROM, mailbox.createdFrom())
        .set(MAILBOX.LIVE, Codes.live(mailbox.standing()))
        .set(MAILBOX.DISPLAY_NAME, mailbox.displayName())
        .set(MAILBOX.STANDING, Codes.of(mailbox.standing()))
        .set(MAILBOX.QUOTA, MailboxRung.quota(mailbox.quota()))
        .set(MAILBOX.USED_OCTETS, 0L)
        .set(MAILBOX.MESSAGES, 0L)
        .set(MAILBOX.CREATED_AT, Micros.of(mailbox.createdAt()))
        .execute();
  }

  @Override
  public Optional<MailboxRow> findMailbox(ExternalId externalId) {
    return tables.select(MAILBOX)
        .and(MAILBOX.EXTERNAL_ID.eq(externalId.value()))
        .and(MAILBOX.LIVE.eq(Codes.LIVE))
        .fetchOptional(MailboxRung::map);
  }

  @Override
  public List<MailboxRow> listMailboxes(Optional<MailboxId> after, int limit) {
    return tables.select(MAILBOX)
        .and(MAILBOX.STANDING.ne(Codes.of(Standing.ERASED)))
        .and(after.map(id -> MAILBOX.MAILBOX_ID.gt(id.value())).orElse(DSL.noCondition()))
        .orderBy(tables.ascending(MAILBOX, MAILBOX.MAILBOX_ID))
        .limit(limit)
        .fetch(MailboxRung::map);
  }

  @Override
  public MailboxStore mailbox(MailboxId mailbox) {
    return new MailboxRung(unit, place.mailbox(mailbox));
  }

  @Override
  public void insertDomain(DomainRow domain) {
    domains().insert(domain);
  }

  @Override
  public Optional<DomainRow> findDomain(DomainId domain) {
    return domains().find(domain);
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

  @Override
  public LimitTable limits() {
    return new OwnedLimits(tables, place.workspace().value(), () -> place);
  }

  @Override
  public PolicyTable policy() {
    return new PolicyEntries(tables);
  }

  @Override
  public SealedTable sealed() {
    return new SealedThings(tables);
  }

  @Override
  public Totals totals() {
    return new Sums(unit, place).totals();
  }

  private Domains domains() {
    return new Domains(tables);
  }
}
