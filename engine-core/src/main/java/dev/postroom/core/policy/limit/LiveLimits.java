package dev.postroom.core.policy.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.event.Changes;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.KeyId;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The limits of keys and places, cached and never stale. What was taken at a rate is kept apart from the limits, for as many levels, and is
 * not forgotten with them.
 */
public final class LiveLimits {
  private static final List<Kind> OF_KEYS = List.of(Kind.SENDS, Kind.RECIPIENTS);
  private static final List<Kind> OF_MAILBOXES =
      List.of(Kind.SENDS, Kind.RECIPIENTS, Kind.RECEIVES, Kind.STORED_OCTETS);

  private final MailStore store;
  private final Changes changes;
  private final LiveCache<Level, LevelLimits> limits;
  private final LoadingCache<Level, Buckets> buckets;

  public LiveLimits(MailStore store, Changes changes) {
    this.store = store;
    this.changes = changes;
    this.limits = new LiveCache<>(CacheShare.LIMITS.entries(), changes.undecided(), this::read);
    this.buckets = Caffeine.newBuilder().maximumSize(CacheShare.BUCKETS.entries()).build(level -> new Buckets());
  }

  private LevelLimits read(Level level) {
    return sorted(level, store.read(level.place(), transaction -> level.table(transaction).limits()));
  }

  private LevelLimits sorted(Level level, Limits said) {
    return LevelLimits.of(level, said, buckets.get(level));
  }

  /** The limits of all these levels. Not to be asked for in a transaction. */
  public LimitsInForce of(List<Level> levels) {
    List<LevelLimits> found = new ArrayList<>(levels.size());
    for (Level level : levels) {
      found.add(limits.get(level));
    }
    return new LimitsInForce(found);
  }

  /** The same inside of a transaction, which reads what is not at hand. */
  public LimitsInForce in(StoreTransaction transaction, List<Level> levels) {
    List<LevelLimits> found = new ArrayList<>(levels.size());
    for (Level level : levels) {
      found.add(limits.peek(level).orElseGet(() -> sorted(level, level.table(transaction).limits())));
    }
    return new LimitsInForce(found);
  }

  /** The limits that were said for a place itself. */
  public Limits at(Scope place) {
    Level level = new Level.OfPlace(place);
    return store.read(place, transaction -> {
      requirePresent(transaction, place);
      return level.table(transaction).limits();
    });
  }

  /** The limits that were said for a key that is bound to a place or below it. */
  public Limits at(Scope place, KeyId key) {
    Level level = levelOf(place, key);
    return store.read(place, transaction -> {
      requirePresent(transaction, place);
      requireBound(transaction, place, key);
      return level.table(transaction).limits();
    });
  }

  /** Sets all limits of a place anew; saying the same again changes nothing. */
  public void set(Scope place, Limits wanted) {
    if (place instanceof Scope.OfMailbox) {
      requireOnly(OF_MAILBOXES, wanted);
    }
    Level level = new Level.OfPlace(place);
    changes.make(place, transaction -> {
      requirePresent(transaction, place);
      if (hasChanged(transaction, level, wanted)) {
        transaction.events().append(changes.event(EventType.LIMITS_CHANGED, place));
      }
      return place;
    });
  }

  /** Sets all limits of a key anew that is bound to a place or below it. */
  public void set(Scope place, KeyId key, Limits wanted) {
    requireOnly(OF_KEYS, wanted);
    Level level = levelOf(place, key);
    changes.make(place, transaction -> {
      requirePresent(transaction, place);
      Scope bound = requireBound(transaction, place, key);
      if (hasChanged(transaction, level, wanted)) {
        transaction.events().append(changes.event(EventType.LIMITS_CHANGED, bound, key.toString()));
      }
      return key;
    });
  }

  private static Level levelOf(Scope place, KeyId key) {
    return new Level.OfKey(new Scope.OfTenant(place.tenant()), key);
  }

  private static Scope requireBound(StoreTransaction transaction, Scope place, KeyId key) {
    return transaction.findKey(key).map(KeyRecord::scope).filter(place::covers).orElseThrow(NotFoundException::new);
  }

  /** What would limit nothing is not taken for a limit. */
  private static void requireOnly(List<Kind> kinds, Limits wanted) {
    for (Limit limit : wanted.all()) {
      if (!kinds.contains(limit.kind())) {
        String expected = kinds.stream().map(Kind::name).collect(Collectors.joining(", "));
        throw new InvalidInputException("kind: " + limit.kind() + " (expected: " + expected + ')');
      }
    }
  }

  private boolean hasChanged(StoreTransaction transaction, Level level, Limits wanted) {
    changes.afterwards(() -> limits.drop(level));
    if (level.table(transaction).limits().equals(wanted)) {
      return false;
    }
    level.table(transaction).setLimits(wanted);
    return true;
  }

  private static void requirePresent(StoreTransaction transaction, Scope place) {
    if (transaction.standing(place) == Standing.ERASED) {
      throw new NotFoundException();
    }
  }
}
