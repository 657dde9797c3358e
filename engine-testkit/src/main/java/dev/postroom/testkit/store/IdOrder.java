package dev.postroom.testkit.store;

import dev.postroom.id.TypedId;
import java.util.Comparator;
import java.util.UUID;

/** The order of ids: as unsigned numbers of 128 bits, which is the order of their texts too and not that of {@link UUID}. */
final class IdOrder {
  private static final Comparator<UUID> UNSIGNED = ((Comparator<UUID>) IdOrder::high).thenComparing(IdOrder::low);

  private IdOrder() {}

  static <I extends TypedId> Comparator<I> ascending() {
    return Comparator.comparing(TypedId::value, UNSIGNED);
  }

  /** Of ids whose kinds differ: two of different kinds are never the same. */
  static Comparator<TypedId> ofAnyKind() {
    return Comparator.comparing(TypedId::toString);
  }

  private static int high(UUID one, UUID other) {
    return Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
  }

  private static int low(UUID one, UUID other) {
    return Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
  }
}
