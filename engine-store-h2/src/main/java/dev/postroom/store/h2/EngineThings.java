package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ENGINE_THING;

import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedTable;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;

/** The small things that the engine itself keeps sealed. */
record EngineThings(WorkUnit unit) implements SealedTable {

  @Override
  public void put(SealedRow row) {
    delete(row.kind(), row.owner(), row.number());
    unit.changing()
        .insertInto(ENGINE_THING)
        .set(ENGINE_THING.OWNER_ID, row.owner())
        .set(ENGINE_THING.KIND, Codes.of(row.kind()))
        .set(ENGINE_THING.NUMBER, row.number())
        .set(ENGINE_THING.CONTENT, row.content().toByteArray())
        .execute();
  }

  @Override
  public List<SealedRow> list(SealedRow.Kind kind, UUID owner) {
    return unit.reading()
        .selectFrom(ENGINE_THING)
        .where(isOf(kind, owner))
        .orderBy(ENGINE_THING.OWNER_ID, ENGINE_THING.KIND, ENGINE_THING.NUMBER)
        .fetch(row -> new SealedRow(kind, owner, row.getNumber(), SealedBytes.copyOf(row.getContent())));
  }

  @Override
  public boolean delete(SealedRow.Kind kind, UUID owner, int number) {
    return unit.changing()
        .deleteFrom(ENGINE_THING)
        .where(isOf(kind, owner))
        .and(ENGINE_THING.NUMBER.eq(number))
        .execute() > 0;
  }

  private static Condition isOf(SealedRow.Kind kind, UUID owner) {
    return ENGINE_THING.OWNER_ID.eq(owner).and(ENGINE_THING.KIND.eq(Codes.of(kind)));
  }

  @Override
  public void deleteAll(UUID owner) {
    unit.changing().deleteFrom(ENGINE_THING).where(ENGINE_THING.OWNER_ID.eq(owner)).execute();
  }
}
