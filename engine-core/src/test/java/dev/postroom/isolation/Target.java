package dev.postroom.isolation;

import dev.postroom.id.TypedId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * An id to try: of something at the place, or of something elsewhere.
 *
 * @param <N>
 *          what the ids are of
 * @param <I>
 *          the type of the ids
 * @param id
 *          the id
 * @param absent
 *          another that nothing ever had
 * @param node
 *          what it is of, when that is at the place
 */
record Target<N, I extends TypedId>(I id, I absent, Optional<N> node) {

  /** Two times of three one of the place's own, else any of the world's. */
  static <N, I extends TypedId> Target<N, I> pick(List<N> own, List<N> all, Function<N, I> idOf, I absent,
      Random random) {
    List<N> from = own.isEmpty() || random.nextInt(3) == 0 ? all : own;
    if (from.isEmpty()) {
      return new Target<>(absent, absent, Optional.empty());
    }
    N picked = from.get(random.nextInt(from.size()));
    return new Target<>(idOf.apply(picked), absent, Optional.of(picked).filter(own::contains));
  }
}
