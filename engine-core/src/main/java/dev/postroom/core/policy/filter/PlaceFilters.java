package dev.postroom.core.policy.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.PlaceCipher;
import dev.postroom.id.EntryId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.PolicyRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The filters of one kind of list, a place each, made when they are first asked for.
 *
 * <p>
 * How is this designed, and why? What a place suppresses is sealed and stands in the store under a keyed token. To look there for
 * each recipient costs a transaction, and the answer is nearly always that there is nothing. So a place's entries are opened once,
 * and of each a hash of 64 bits is held. A hash that is not held is an exact answer; one that is held is asked of the store, which
 * alone says what the entry is and whether it still counts.
 *
 * <p>
 * So only an entry that is added can make a filter wrong, and only until its hash is put in: after the commit and before the answer.
 * A filter stands in the cache before the rows that fill it are read. An entry that is committed later finds it there: filled, and
 * then takes it in, or being filled, and then throws it out, so that it answers nobody but those who asked before. A place with more
 * entries than are worth holding is answered from the store until its filter is dropped, and so is every place while a change is
 * undecided.
 *
 * <p>
 * Safe for many threads. Not to be asked inside of a transaction, for it may have to read.
 */
public final class PlaceFilters {
  /** A place with more entries has no filter. */
  private static final int MOST_ENTRIES = 200_000;

  /** Octets of all filters for each entry that one of them may have: the largest takes a fourth of the room. */
  private static final int OCTETS_OF_ALL = 4 * 2 * Long.BYTES;

  private static final int PAGE = 500;

  /** From an entry to the hash of what it is about. */
  @FunctionalInterface
  public interface RowHash {
    long of(PlaceCipher cipher, PolicyRow row);
  }

  private final MailStore store;
  private final KeyLadder ladder;
  private final PolicyRow.Kind kind;
  private final RowHash hash;
  private final int mostEntries;
  private final Undecided undecided;
  private final Cache<Scope, PlaceFilter> filters;

  /** Filters that take no more together than their share of the heap. */
  public PlaceFilters(MailStore store, KeyLadder ladder, PolicyRow.Kind kind, RowHash hash, CacheShare share,
      Undecided undecided) {
    this(store, ladder, kind, hash, (int) Math.min(MOST_ENTRIES, share.octets() / OCTETS_OF_ALL), share.octets(),
        undecided);
  }

  /**
   * Filters that take no more than about so many octets together.
   *
   * @param mostEntries
   *          a place with more has no filter
   */
  PlaceFilters(MailStore store, KeyLadder ladder, PolicyRow.Kind kind, RowHash hash, int mostEntries,
      long octets, Undecided undecided) {
    this.store = store;
    this.ladder = ladder;
    this.kind = kind;
    this.hash = hash;
    this.mostEntries = mostEntries;
    this.undecided = undecided;
    this.filters = Caffeine.newBuilder()
        .maximumWeight(octets)
        .weigher((Scope place, PlaceFilter filter) -> filter.size())
        .build();
  }

  /** The filter of a place; to be asked for with each question. */
  public PlaceFilter at(Scope place) {
    if (undecided.isAny()) {
      // One of its own for each question: what is read meanwhile is held under it, and found by nobody.
      return new PlaceFilter();
    }
    PlaceFilter known = filters.getIfPresent(place);
    return known == null ? filled(place) : known;
  }

  /** A place may have an entry with this hash that it did not have before; to be said when that is committed. */
  public void added(Scope place, long entry) {
    PlaceFilter known = filters.getIfPresent(place);
    if (known != null) {
      boolean isFull = !known.add(entry);
      known.changed();
      if (isFull) {
        filters.asMap().remove(place, known);
      }
    }
  }

  /** A place may have lost an entry; to be said when that is committed. */
  public void removed(Scope place) {
    PlaceFilter known = filters.getIfPresent(place);
    if (known != null) {
      known.changed();
    }
  }

  /** Drops what is held of a place and of all below it. */
  public void forget(Scope place) {
    filters.asMap().keySet().removeIf(place::covers);
  }

  /** Drops now what is to be dropped at some time for lack of room. */
  void cleanUp() {
    filters.cleanUp();
  }

  private PlaceFilter filled(Scope place) {
    PlaceFilter mine = new PlaceFilter();
    PlaceFilter other = filters.asMap().putIfAbsent(place, mine);
    if (other != null) {
      return other;
    }
    try {
      mine.fill(gathered(place));
      // Put in its own place, if it is still there, to be weighed anew.
      filters.asMap().replace(place, mine, mine);
      return mine;
    } catch (Throwable notFilled) {
      filters.asMap().remove(place, mine);
      throw notFilled;
    }
  }

  private Hashes gathered(Scope place) {
    long[] hashes = {};
    int count = 0;
    Optional<EntryId> after = Optional.empty();
    List<PolicyRow> page;
    do {
      page = page(place, after);
      if (hashes.length < count + page.size()) {
        hashes = Arrays.copyOf(hashes, Math.max(2 * hashes.length, count + page.size()));
      }
      for (PolicyRow row : page) {
        // Asked for with a row at hand: a place without entries has no use for a secret of its own.
        hashes[count++] = hash.of(ladder.cipher(place), row);
        after = Optional.of(row.id());
      }
    } while (page.size() == PAGE && count <= mostEntries);
    return count > mostEntries ? new Hashes.TooMany() : new Hashes.Known(new HashTable(hashes, count));
  }

  private List<PolicyRow> page(Scope place, Optional<EntryId> after) {
    return store.read(place, transaction -> Rungs.policy(transaction, place).list(kind, after, PAGE));
  }
}
