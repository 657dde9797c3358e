package dev.postroom.core.policy.limit;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.policy.Places;
import dev.postroom.id.KeyId;
import dev.postroom.outbound.Explanation.ByLimit;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.StoreTransaction;
import java.util.List;
import java.util.Optional;

/** One of the levels at which is limited and counted: a key, or a place. */
public sealed interface Level {

  /** The place of the level; of a key, the tenant that it is of. */
  Scope place();

  /** What is limited and counted there. The standing of the place was asked for before. */
  LimitTable table(StoreTransaction transaction);

  /** A limit of this level, as the rule that decides. */
  ByLimit rule(Limit limit);

  /** The levels that a message of a mailbox is counted at, narrowest first. */
  static List<Level> of(Places places) {
    return List.of(new OfPlace(places.mailbox()), new OfPlace(places.workspace()), new OfPlace(places.tenant()));
  }

  /** The same, and the key that it is sent with, if it is sent with one. */
  static List<Level> of(Places places, Optional<KeyId> sentWith) {
    return sentWith.map(key -> of(places, key)).orElseGet(() -> of(places));
  }

  private static List<Level> of(Places places, KeyId key) {
    return List.of(new OfKey(places.tenant(), key), new OfPlace(places.mailbox()), new OfPlace(places.workspace()),
        new OfPlace(places.tenant()));
  }

  /** A place. */
  record OfPlace(Scope place) implements Level {
    @Override
    public LimitTable table(StoreTransaction transaction) {
      return switch (place) {
        case Scope.OfTenant at -> transaction.tenant(at.tenant()).limits();
        case Scope.OfWorkspace at -> Rungs.evenErased(transaction, at).limits();
        case Scope.OfMailbox at -> Rungs.evenErased(transaction, at).limits();
      };
    }

    @Override
    public ByLimit rule(Limit limit) {
      return new ByLimit(place, Optional.empty(), limit);
    }
  }

  /** A key of a tenant, wherever below it the key is bound. */
  record OfKey(Scope.OfTenant place, KeyId key) implements Level {
    @Override
    public LimitTable table(StoreTransaction transaction) {
      return transaction.tenant(place.tenant()).keys().limits(key);
    }

    @Override
    public ByLimit rule(Limit limit) {
      return new ByLimit(place, Optional.of(key), limit);
    }
  }
}
