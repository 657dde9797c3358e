package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.POLICY_ENTRY;

import dev.postroom.id.EntryId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.Token;
import dev.postroom.store.h2.PlacedStatement.Building;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/** The lists and suppressed addresses of exactly one place. Several tokens are several looks at an index. */
record PolicyEntries(ScopedTables tables) implements PolicyTable {
  static final Building FIND =
      (unit, place) -> rows(new ScopedTables(unit, place)).and(POLICY_ENTRY.ENTRY_ID.eq(new UUID(0, 0)));
  static final Building WITH_TOKEN = (unit, place) -> withToken(new ScopedTables(unit, place));
  static final Building LIST = (unit, place) -> list(new ScopedTables(unit, place), DSL.noCondition());
  static final Building LIST_AFTER =
      (unit, place) -> list(new ScopedTables(unit, place), POLICY_ENTRY.ENTRY_ID.gt(new UUID(0, 0)));

  private static final TokenColumn TOKEN = new TokenColumn(Token.Kind.PATTERN);
  private static final Comparator<PolicyRow> BY_ID = Comparator
      .<PolicyRow, UUID>comparing(row -> row.id().value(), IdOrder.ASCENDING);

  private static SelectConditionStep<Record> rows(ScopedTables tables) {
    return tables.select(POLICY_ENTRY, POLICY_ENTRY.ENTRY_ID, POLICY_ENTRY.KIND, POLICY_ENTRY.TOKEN,
        POLICY_ENTRY.TOKEN_VERSION, POLICY_ENTRY.CONTENT, POLICY_ENTRY.CREATED_AT, POLICY_ENTRY.EXPIRES_AT)
        .and(tables.own(POLICY_ENTRY));
  }

  private static Query withToken(ScopedTables tables) {
    return rows(tables).and(POLICY_ENTRY.KIND.eq((short) 0))
        .and(POLICY_ENTRY.TOKEN.eq(new byte[0]))
        .and(POLICY_ENTRY.TOKEN_VERSION.eq(0));
  }

  private static Query list(ScopedTables tables, Condition after) {
    return rows(tables).and(POLICY_ENTRY.KIND.eq((short) 0))
        .and(after)
        .orderBy(tables.ascendingOwn(POLICY_ENTRY, POLICY_ENTRY.KIND, POLICY_ENTRY.ENTRY_ID))
        .limit(1);
  }

  @Override
  public void insert(PolicyRow entry) {
    tables.insert(POLICY_ENTRY)
        .set(POLICY_ENTRY.ENTRY_ID, entry.id().value())
        .set(POLICY_ENTRY.KIND, Codes.of(entry.kind()))
        .set(POLICY_ENTRY.TOKEN, TOKEN.valueOf(entry.token()))
        .set(POLICY_ENTRY.TOKEN_VERSION, entry.token().version())
        .set(POLICY_ENTRY.CONTENT, entry.content().toByteArray())
        .set(POLICY_ENTRY.CREATED_AT, Micros.of(entry.createdAt()))
        .set(POLICY_ENTRY.EXPIRES_AT, entry.expiresAt().map(Micros::of).orElse(null))
        .execute();
  }

  @Override
  public Optional<PolicyRow> find(EntryId id) {
    return tables.asking(FIND).fetchOptional(PolicyEntries::read, id.value());
  }

  private static PolicyRow read(ResultSet row) throws SQLException {
    return new PolicyRow(new EntryId(row.getObject(1, UUID.class)), Codes.policyKind(row.getShort(2)),
        TOKEN.token(row.getInt(4), row.getBytes(3)), SealedBytes.copyOf(row.getBytes(5)),
        Micros.toInstant(row.getLong(6)),
        Optional.ofNullable(row.getObject(7, Long.class)).map(Micros::toInstant));
  }

  @Override
  public List<PolicyRow> find(PolicyRow.Kind kind, Collection<Token> tokens) {
    return TOKEN.findable(tokens)
        .stream()
        .flatMap(token -> tables.asking(WITH_TOKEN)
            .fetch(PolicyEntries::read, Codes.of(kind), TOKEN.valueOf(token), token.version())
            .stream())
        .sorted(BY_ID)
        .toList();
  }

  @Override
  public List<PolicyRow> list(PolicyRow.Kind kind, Optional<EntryId> after, int limit) {
    short code = Codes.of(kind);
    return after
        .map(id -> tables.asking(LIST_AFTER).fetch(PolicyEntries::read, code, id.value(), limit))
        .orElseGet(() -> tables.asking(LIST).fetch(PolicyEntries::read, code, limit));
  }

  @Override
  public boolean delete(EntryId id) {
    return tables.delete(POLICY_ENTRY)
        .and(tables.own(POLICY_ENTRY))
        .and(POLICY_ENTRY.ENTRY_ID.eq(id.value()))
        .execute() > 0;
  }
}
