package dev.postroom.store.h2;

import java.util.Comparator;
import java.util.UUID;

/** Ids as the database orders them: 128 bits without a sign. */
final class IdOrder {
  static final Comparator<UUID> ASCENDING = Comparator
      .<UUID, Long>comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
      .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private IdOrder() {}
}
