package dev.postroom.core.policy.suppression;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.PlaceCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.filter.Decisions;
import dev.postroom.core.policy.filter.PatternHashes;
import dev.postroom.core.policy.filter.PlaceFilter;
import dev.postroom.core.policy.filter.PlaceFilters;
import dev.postroom.error.InvalidInputException;
import dev.postroom.event.EventType;
import dev.postroom.id.EntryId;
import dev.postroom.id.KeyId;
import dev.postroom.outbound.Explanation.BySuppression;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Suppression;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses that are not written to any more, from one mailbox or from all of a workspace. What one workspace says is kept there,
 * under its own keys, and asked of nobody else. An address has at most one entry at a place: of two the stronger stays, see
 * {@link Strength}. Safe for many threads.
 */
public final class Suppressions {
  private static final PolicyRow.Kind KIND = PolicyRow.Kind.SUPPRESSION;

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Cursors cursors;
  private final IdSource ids;
  private final Clock clock;
  private final PatternHashes hashes;
  private final PlaceFilters filters;
  /** All entries of an address, also those that have expired: time passes without a change. */
  private final Decisions<List<Suppression>> decisions = new Decisions<>();

  public Suppressions(MailStore store, KeyLadder ladder, Changes changes, Cursors cursors, IdSource ids, Clock clock,
      PatternHashes hashes) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.cursors = cursors;
    this.ids = ids;
    this.clock = clock;
    this.hashes = hashes;
    this.filters = new PlaceFilters(store, ladder, KIND,
        (cipher, row) -> hashes.of(SuppressionRows.opened(cipher, row).address()), CacheShare.SUPPRESSION_FILTERS,
        changes.undecided());
  }

  /** Suppresses an address at a mailbox or workspace; answers the entry that stands then, the new one or a stronger one. */
  public Suppression add(Scope place, NewSuppression wanted) {
    requireBelowTenant(place);
    // Opens the place's key before the transaction, which is not to wait for it.
    ladder.cipher(place);
    return changes.make(place, transaction -> suppress(transaction, place, wanted));
  }

  /**
   * Suppresses an address in a change under way, as {@link #add} does in one of its own. The key of the place should be open, or
   * everybody's changes wait until it is.
   */
  public Suppression suppress(StoreTransaction transaction, Scope place, NewSuppression wanted) {
    requireBelowTenant(place);
    Instant now = clock.instant();
    if (wanted.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
      throw new InvalidInputException("expiresAt: past (expected: a time to come)");
    }
    PlaceCipher cipher = ladder.cipher(place);
    List<Suppression> there = at(transaction, place, SuppressionRows.tokens(cipher, wanted.address())).stream()
        .map(row -> SuppressionRows.opened(cipher, row))
        .toList();
    Optional<Suppression> stronger =
        there.stream().filter(entry -> Strength.of(entry).compareTo(Strength.of(wanted)) >= 0).findFirst();
    if (stronger.isPresent()) {
      return stronger.get();
    }
    there.forEach(weaker -> take(transaction, place, weaker.id(), wanted.actor()));
    return inserted(transaction, place, cipher, new Suppression(ids.entry(), wanted.address(), wanted.reason(),
        wanted.source(), now.truncatedTo(ChronoUnit.MILLIS), wanted.expiresAt()), wanted.actor());
  }

  private Suppression inserted(StoreTransaction transaction, Scope place, PlaceCipher cipher, Suppression entry,
      Optional<KeyId> actor) {
    Rungs.policy(transaction, place).insert(SuppressionRows.sealed(cipher, entry));
    transaction.events()
        .append(changes.event(EventType.SUPPRESSION_ADDED, place, actor, Optional.of(entry.id().toString())));
    changes.afterwards(() -> filters.added(place, hashes.of(entry.address())));
    return entry;
  }

  /** Has an address written to again from exactly this place; answers whether it was suppressed there. */
  public boolean remove(Scope place, EmailAddress address, Optional<KeyId> actor) {
    Set<Token> tokens = SuppressionRows.tokens(ladder.cipher(place), address);
    return changes.make(place, transaction -> {
      List<PolicyRow> rows = at(transaction, place, tokens);
      rows.forEach(row -> take(transaction, place, row.id(), actor));
      return !rows.isEmpty();
    });
  }

  private void take(StoreTransaction transaction, Scope place, EntryId entry, Optional<KeyId> actor) {
    Rungs.policy(transaction, place).delete(entry);
    changes.afterwards(() -> filters.removed(place));
    transaction.events()
        .append(changes.event(EventType.SUPPRESSION_REMOVED, place, actor, Optional.of(entry.toString())));
  }

  /** The entries of exactly this place, in the order of their making; expired ones too. */
  public Page<Suppression> list(Scope place, PageRequest request) {
    return new PagedList<>(cursors, "suppressions " + place, EntryId::new, PolicyRow::id).page(request,
        (after, limit) -> store.read(place, transaction -> Rungs.policy(transaction, place).list(KIND, after, limit)),
        row -> SuppressionRows.opened(ladder.cipher(place), row));
  }

  /** What keeps a mailbox from writing to an address, its own entry or one of its workspace; nothing when it may. */
  public Optional<BySuppression> find(Places places, EmailAddress address) {
    long hash = hashes.of(address);
    Optional<Suppression> own = found(places.mailbox(), address, hash);
    if (own.isPresent()) {
      return own.map(entry -> new BySuppression(places.mailbox(), entry));
    }
    Optional<Suppression> shared = found(places.workspace(), address, hash);
    return shared.isPresent() ? shared.map(entry -> new BySuppression(places.workspace(), entry)) : Optional.empty();
  }

  /** The entry of exactly this place that counts now. */
  public Optional<Suppression> findAt(Scope place, EmailAddress address) {
    return found(place, address, hashes.of(address));
  }

  private Optional<Suppression> found(Scope place, EmailAddress address, long hash) {
    PlaceFilter filter = filters.at(place);
    return filter.mayHold(hash) ? held(place, filter, address) : Optional.empty();
  }

  private Optional<Suppression> held(Scope place, PlaceFilter filter, EmailAddress address) {
    return counting(decisions.of(filter, address, () -> stored(place, address)));
  }

  private List<Suppression> stored(Scope place, EmailAddress address) {
    Set<Token> tokens = SuppressionRows.tokens(ladder.cipher(place), address);
    return store.read(place, transaction -> at(transaction, place, tokens))
        .stream()
        .map(row -> SuppressionRows.opened(ladder.cipher(place), row))
        .toList();
  }

  private Optional<Suppression> counting(List<Suppression> entries) {
    Instant now = clock.instant();
    for (Suppression entry : entries) {
      if (isCounting(entry.expiresAt(), now)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static boolean isCounting(Optional<Instant> expiresAt, Instant now) {
    return expiresAt.isEmpty() || now.isBefore(expiresAt.get());
  }

  /** The same as a transaction sees it. The key of the place should be open. */
  public Optional<Suppression> findIn(StoreTransaction transaction, Scope place, EmailAddress address) {
    PlaceCipher cipher = ladder.cipher(place);
    Instant now = clock.instant();
    return at(transaction, place, SuppressionRows.tokens(cipher, address)).stream()
        .filter(row -> isCounting(row.expiresAt(), now))
        .findFirst()
        .map(row -> SuppressionRows.opened(cipher, row));
  }

  /** Drops what is held in memory of a place and of all below it. Erased places ask for nothing any more: this frees the room. */
  public void forget(Scope place) {
    filters.forget(place);
  }

  private static List<PolicyRow> at(StoreTransaction transaction, Scope place, Set<Token> tokens) {
    return Rungs.policy(transaction, place).find(KIND, tokens);
  }

  private static void requireBelowTenant(Scope place) {
    if (place instanceof Scope.OfTenant) {
      throw new InvalidInputException("place: a tenant (expected: a workspace or mailbox)");
    }
  }
}
