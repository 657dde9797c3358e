package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ADDRESS;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN_OWNER;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.Routing;
import dev.postroom.store.h2.jooq.tables.records.DomainOwnerRecord;
import java.util.Optional;
import org.jooq.exception.DataAccessException;

/** From addresses to mailboxes: looks across tenants, and hands out places only. */
record H2Routing(WorkUnit unit) implements Routing {

  @Override
  public Optional<DomainRoute> domain(DomainName name) {
    return owner(name).map(row -> {
      DomainId domain = new DomainId(row.getDomainId());
      return new DomainRoute(domain, owningWorkspace(row).flatMap(owner -> catchAll(owner, domain)));
    });
  }

  private Optional<DomainOwnerRecord> owner(DomainName name) {
    return unit.reading().selectFrom(DOMAIN_OWNER).where(DOMAIN_OWNER.NAME.eq(name.value())).fetchOptional();
  }

  private static Optional<Scope.OfWorkspace> owningWorkspace(DomainOwnerRecord row) {
    return ScopedTables.placeOf(DOMAIN_OWNER, row)
        .filter(Scope.OfWorkspace.class::isInstance)
        .map(Scope.OfWorkspace.class::cast);
  }

  private Optional<Scope.OfMailbox> catchAll(Scope.OfWorkspace owner, DomainId domain) {
    Optional<MailboxId> mailbox = new Domains(new ScopedTables(unit, owner)).catchAll(domain);
    return mailbox.map(owner::mailbox);
  }

  @Override
  public Optional<Scope.OfMailbox> mailbox(DomainId domain, String localPart) {
    return unit.reading()
        .selectFrom(ADDRESS)
        .where(ADDRESS.DOMAIN_ID.eq(domain.value()), ADDRESS.LOCAL_PART.eq(localPart))
        .fetchOptional()
        .flatMap(row -> ScopedTables.mailboxOf(ADDRESS, row));
  }

  @Override
  public void insertPlatformDomain(DomainId domain, DomainName name) {
    try {
      unit.changing()
          .insertInto(DOMAIN_OWNER)
          .set(DOMAIN_OWNER.NAME, name.value())
          .set(DOMAIN_OWNER.DOMAIN_ID, domain.value())
          .execute();
    } catch (DataAccessException failure) {
      throw Domains.takenOr(failure);
    }
  }

  @Override
  public Optional<DomainId> platformDomain(DomainName name) {
    return owner(name).filter(row -> owningWorkspace(row).isEmpty()).map(row -> new DomainId(row.getDomainId()));
  }

  boolean isPlatformDomain(DomainId domain) {
    return unit.reading()
        .selectFrom(DOMAIN_OWNER)
        .where(DOMAIN_OWNER.DOMAIN_ID.eq(domain.value()))
        .fetchOptional()
        .filter(row -> owningWorkspace(row).isEmpty())
        .isPresent();
  }
}
