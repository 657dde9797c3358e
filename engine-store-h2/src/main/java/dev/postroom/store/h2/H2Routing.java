package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ADDRESS;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN_OWNER;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.Routing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;

/** From addresses to mailboxes: looks across tenants, and hands out places only. */
record H2Routing(WorkUnit unit) implements Routing {
  static final PlacedStatement.Building OWNER = (unit, nobody) -> unit.reading()
      .select(ScopedTables.byPlaceAnd(DOMAIN_OWNER, DOMAIN_OWNER.DOMAIN_ID))
      .from(DOMAIN_OWNER)
      .where(DOMAIN_OWNER.NAME.eq(""));
  static final PlacedStatement.Building MAILBOX = (unit, nobody) -> unit.reading()
      .select(ScopedTables.byPlace(ADDRESS))
      .from(ADDRESS)
      .where(ADDRESS.DOMAIN_ID.eq(new UUID(0, 0)), ADDRESS.LOCAL_PART.eq(""));

  /** A domain with the workspace that has confirmed it, unless it is one of the platform. */
  private record Owned(DomainId domain, Optional<Scope.OfWorkspace> owner) {

    static Owned read(ResultSet row) throws SQLException {
      return new Owned(new DomainId(row.getObject(3, UUID.class)), ScopedTables.workspaceOf(row));
    }
  }

  @Override
  public Optional<DomainRoute> domain(DomainName name) {
    return owned(name).map(
        found -> new DomainRoute(found.domain(), found.owner().flatMap(owner -> catchAll(owner, found.domain()))));
  }

  private Optional<Owned> owned(DomainName name) {
    return unit.asking(OWNER).fetchOptional(Owned::read, name.value());
  }

  private Optional<Scope.OfMailbox> catchAll(Scope.OfWorkspace owner, DomainId domain) {
    Optional<MailboxId> mailbox = new Domains(new ScopedTables(unit, owner)).catchAll(domain);
    return mailbox.map(owner::mailbox);
  }

  @Override
  public Optional<Scope.OfMailbox> mailbox(DomainId domain, String localPart) {
    return unit.asking(MAILBOX)
        .fetchOptional(ScopedTables::mailboxOf, domain.value(), localPart)
        .flatMap(place -> place);
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
    return owned(name).filter(found -> found.owner().isEmpty()).map(Owned::domain);
  }

  boolean isPlatformDomain(DomainId domain) {
    return unit.reading()
        .selectFrom(DOMAIN_OWNER)
        .where(DOMAIN_OWNER.DOMAIN_ID.eq(domain.value()))
        .fetchOptional()
        .filter(row -> ScopedTables.placeOf(DOMAIN_OWNER, row).isEmpty())
        .isPresent();
  }
}
