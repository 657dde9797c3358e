package dev.postroom.testkit.store;

import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.SealedRow;
import java.util.Comparator;
import java.util.UUID;

/** What is unique about a small sealed thing: its workspace, its kind, what it belongs to and its number. */
record SealedSlot(WorkspaceId workspace, SealedRow.Kind kind, UUID owner, int number) {
  static final Comparator<SealedSlot> ORDER =
      Comparator.comparing(SealedSlot::workspace, IdOrder.<WorkspaceId>ascending())
          .thenComparing(SealedSlot::kind)
          .thenComparing(SealedSlot::owner)
          .thenComparingInt(SealedSlot::number);
}
