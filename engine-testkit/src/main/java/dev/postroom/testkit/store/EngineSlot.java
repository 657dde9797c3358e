package dev.postroom.testkit.store;

import dev.postroom.spi.store.SealedRow;
import java.util.Comparator;
import java.util.UUID;

/** What is unique about a small sealed thing of the engine itself: its kind, what it belongs to and its number. */
record EngineSlot(SealedRow.Kind kind, UUID owner, int number) {
  static final Comparator<EngineSlot> ORDER =
      Comparator.comparing(EngineSlot::kind).thenComparing(EngineSlot::owner).thenComparingInt(EngineSlot::number);

  static EngineSlot of(SealedRow row) {
    return new EngineSlot(row.kind(), row.owner(), row.number());
  }
}
