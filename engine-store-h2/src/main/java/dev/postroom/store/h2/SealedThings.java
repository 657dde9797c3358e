package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.SEALED_THING;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedTable;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;

/** The small things that one workspace keeps sealed. */
record SealedThings(ScopedTables tables) implements SealedTable {

  @Override
  public void put(SealedRow row) {
    delete(row.kind(), row.owner(), row.number());
    tables.insert(SEALED_THING)
        .set(SEALED_THING.OWNER_ID, row.owner())
        .set(SEALED_THING.KIND, Codes.of(row.kind()))
        .set(SEALED_THING.NUMBER, row.number())
        .set(SEALED_THING.CONTENT, row.content().toByteArray())
        .execute();
  }

  @Override
  public List<SealedRow> list(SealedRow.Kind kind, UUID owner) {
    return tables.select(SEALED_THING)
        .and(isOf(kind, owner))
        .orderBy(tables.ascending(SEALED_THING, SEALED_THING.OWNER_ID, SEALED_THING.KIND, SEALED_THING.NUMBER))
        .fetch(row -> new SealedRow(kind, owner, row.getNumber(), SealedBytes.copyOf(row.getContent())));
  }

  @Override
  public boolean delete(SealedRow.Kind kind, UUID owner, int number) {
    return tables.delete(SEALED_THING).and(isOf(kind, owner)).and(SEALED_THING.NUMBER.eq(number)).execute() > 0;
  }

  private static Condition isOf(SealedRow.Kind kind, UUID owner) {
    return SEALED_THING.OWNER_ID.eq(owner).and(SEALED_THING.KIND.eq(Codes.of(kind)));
  }

  @Override
  public void deleteAll(UUID owner) {
    tables.delete(SEALED_THING).and(SEALED_THING.OWNER_ID.eq(owner)).execute();
  }
}
