package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ADDRESS;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN_OWNER;

import dev.postroom.address.DomainName;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.store.h2.jooq.tables.records.DomainRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The claims of one workspace. A name has one owner because it is the key of the table of owners. */
record Domains(ScopedTables tables) {
  private static final PlacedStatement.Building CATCH_ALL = (unit, place) -> new ScopedTables(unit, place)
      .select(DOMAIN, DOMAIN.CATCH_ALL)
      .and(DOMAIN.DOMAIN_ID.eq(new UUID(0, 0)))
      .and(DOMAIN.CATCH_ALL.isNotNull());

  void insert(DomainRow domain) {
    if (domain.confirmedAt().isPresent()) {
      throw new IllegalArgumentException("domain: confirmed (expected: a claim)");
    }
    tables.insert(DOMAIN)
        .set(DOMAIN.DOMAIN_ID, domain.id().value())
        .set(DOMAIN.NAME, domain.name().value())
        .set(DOMAIN.CLAIMED_AT, Micros.of(domain.claimedAt()))
        .execute();
  }

  Optional<DomainRow> find(DomainId domain) {
    return tables.select(DOMAIN).and(DOMAIN.DOMAIN_ID.eq(domain.value())).fetchOptional(Domains::map);
  }

  Optional<DomainRow> find(DomainName name) {
    return tables.select(DOMAIN).and(DOMAIN.NAME.eq(name.value())).fetchOptional(Domains::map);
  }

  Optional<MailboxId> catchAll(DomainId domain) {
    return tables.asking(CATCH_ALL)
        .fetchOptional(row -> new MailboxId(row.getObject(1, UUID.class)), domain.value());
  }

  List<DomainRow> list(Optional<DomainId> after, int limit) {
    return tables.select(DOMAIN)
        .and(after.map(id -> DOMAIN.DOMAIN_ID.gt(id.value())).orElse(DSL.noCondition()))
        .orderBy(tables.ascending(DOMAIN, DOMAIN.DOMAIN_ID))
        .limit(limit)
        .fetch(Domains::map);
  }

  private static DomainRow map(DomainRecord row) {
    return new DomainRow(new DomainId(row.getDomainId()), new DomainName(row.getName()),
        Micros.toInstant(row.getClaimedAt()),
        Optional.ofNullable(row.getConfirmedAt()).map(Micros::toInstant));
  }

  void confirm(DomainId domain, Instant at) {
    DomainRow claim = find(domain).orElseThrow(NotFoundException::new);
    if (claim.confirmedAt().isPresent()) {
      return;
    }
    try {
      tables.insert(DOMAIN_OWNER)
          .set(DOMAIN_OWNER.DOMAIN_ID, domain.value())
          .set(DOMAIN_OWNER.NAME, claim.name().value())
          .execute();
    } catch (DataAccessException failure) {
      throw takenOr(failure);
    }
    tables.update(DOMAIN, row -> row.set(DOMAIN.CONFIRMED_AT, Micros.of(at)))
        .and(DOMAIN.DOMAIN_ID.eq(domain.value()))
        .execute();
  }

  static RuntimeException takenOr(DataAccessException failure) {
    return Failures.isDuplicate(failure) ? new ConflictException(FailureReason.DOMAIN_TAKEN, "domain: taken") : failure;
  }

  void setCatchAll(DomainId domain, Optional<MailboxId> mailbox) {
    @Nullable
    UUID target = mailbox.map(MailboxId::value).orElse(null);
    int found = tables.update(DOMAIN, row -> row.set(DOMAIN.CATCH_ALL, target))
        .and(DOMAIN.DOMAIN_ID.eq(domain.value()))
        .execute();
    if (found == 0) {
      throw new NotFoundException();
    }
  }

  boolean release(DomainId domain) {
    new SealedThings(tables).deleteAll(domain.value());
    tables.delete(ADDRESS).and(ADDRESS.CLAIM_ID.eq(domain.value())).execute();
    tables.delete(DOMAIN_OWNER).and(DOMAIN_OWNER.DOMAIN_ID.eq(domain.value())).execute();
    return tables.delete(DOMAIN).and(DOMAIN.DOMAIN_ID.eq(domain.value())).execute() > 0;
  }
}
