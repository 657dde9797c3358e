package dev.postroom.core.compose;

import dev.postroom.message.Correspondent;
import dev.postroom.outbound.Addressee;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** From who is named in a message to whom one can write. */
final class Correspondents {
  private static final int MAX_NAME = 200;

  private Correspondents() {}

  /** Those who have an address. */
  static List<Addressee> reachable(Collection<Correspondent> people) {
    return people.stream().flatMap(one -> addressee(one).stream()).toList();
  }

  private static Optional<Addressee> addressee(Correspondent one) {
    Optional<String> name =
        one.name().map(text -> OneLine.cut(OneLine.of(text).strip(), MAX_NAME)).filter(text -> !text.isEmpty());
    return one.address().map(address -> new Addressee(name, address));
  }
}
