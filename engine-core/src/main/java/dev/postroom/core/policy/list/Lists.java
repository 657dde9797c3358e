package dev.postroom.core.policy.list;

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
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.EntryId;
import dev.postroom.id.KeyId;
import dev.postroom.outbound.Explanation.ByList;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.Token;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lists of a tenant, its workspaces and their mailboxes. The narrowest place that has an entry for an address decides; there, the
 * narrowest pattern; and of two for the same pattern, the one that blocks. Safe for many threads.
 */
public final class Lists {
  private static final Comparator<ListEntry> BLOCKING_FIRST =
      Comparator.comparingInt((ListEntry entry) -> entry.verdict() == Verdict.BLOCK ? 0 : 1)
          .thenComparing(entry -> entry.id().value());

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Cursors cursors;
  private final IdSource ids;
  private final Clock clock;
  private final PatternHashes hashes;
  private final PlaceFilters sending;
  private final PlaceFilters receiving;
  private final Decisions<Optional<ByList>> decisions = new Decisions<>();

  public Lists(MailStore store, KeyLadder ladder, Changes changes, Cursors cursors, IdSource ids, Clock clock,
      PatternHashes hashes) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.cursors = cursors;
    this.ids = ids;
    this.clock = clock;
    this.hashes = hashes;
    this.sending = filters(PolicyRow.Kind.SEND, CacheShare.SENDING_FILTERS);
    this.receiving = filters(PolicyRow.Kind.RECEIVE, CacheShare.RECEIVING_FILTERS);
  }

  private PlaceFilters filters(PolicyRow.Kind kind, CacheShare room) {
    return new PlaceFilters(store, ladder, kind, (cipher, row) -> hashes.of(ListRows.opened(cipher, row).pattern()),
        room, changes.undecided());
  }

  /** Puts an entry on a list of a place, or returns the one that is there; whose key did so is told with the event. */
  public ListEntry add(Scope place, Direction direction, Verdict verdict, AddressPattern pattern,
      Optional<KeyId> actor) {
    ListEntry entry =
        new ListEntry(ids.entry(), direction, verdict, pattern, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    PlaceCipher cipher = ladder.cipher(place);
    PolicyRow row = ListRows.sealed(cipher, entry);
    Set<Token> tokens = ListRows.tokens(cipher, row.kind(), pattern);
    return changes.make(place, transaction -> {
      PolicyTable table = Rungs.policy(transaction, place);
      Optional<ListEntry> there = table.find(row.kind(), tokens)
          .stream()
          .map(found -> ListRows.opened(cipher, found))
          .filter(found -> found.verdict() == verdict)
          .findFirst();
      if (there.isPresent()) {
        return there.get();
      }
      table.insert(row);
      transaction.events()
          .append(changes.event(EventType.LIST_ENTRY_ADDED, place, actor, Optional.of(entry.id().toString())));
      changes.afterwards(() -> filters(direction).added(place, hashes.of(pattern)));
      return entry;
    });
  }

  /** Takes an entry from a list of exactly this place. */
  public void remove(Scope place, EntryId entry, Optional<KeyId> actor) {
    changes.make(place, transaction -> {
      PolicyTable table = Rungs.policy(transaction, place);
      if (table.find(entry).filter(row -> row.kind() != PolicyRow.Kind.SUPPRESSION).isEmpty()) {
        throw new NotFoundException();
      }
      table.delete(entry);
      changes.afterwards(() -> removed(place));
      transaction.events()
          .append(changes.event(EventType.LIST_ENTRY_REMOVED, place, actor, Optional.of(entry.toString())));
      return entry;
    });
  }

  private void removed(Scope place) {
    sending.removed(place);
    receiving.removed(place);
  }

  /** The entries of exactly this place, in the order of their making. */
  public Page<ListEntry> list(Scope place, Direction direction, PageRequest request) {
    PolicyRow.Kind kind = ListRows.kind(direction);
    return new PagedList<>(cursors, "list " + direction + ' ' + place, EntryId::new, PolicyRow::id).page(request,
        (after, limit) -> store.read(place, transaction -> Rungs.policy(transaction, place).list(kind, after, limit)),
        row -> ListRows.opened(ladder.cipher(place), row));
  }

  /** The entry that decides about an address, and whose list it is on; nothing when no entry is about it. */
  public Optional<ByList> decide(Direction direction, Places places, EmailAddress address) {
    Optional<ByList> decided = decide(direction, places.mailbox(), address);
    if (decided.isEmpty()) {
      decided = decide(direction, places.workspace(), address);
    }
    return decided.isEmpty() ? decide(direction, places.tenant(), address) : decided;
  }

  private Optional<ByList> decide(Direction direction, Scope place, EmailAddress address) {
    PlaceFilter filter = filters(direction).at(place);
    return hashes.mayMatch(filter, address) ? held(direction, place, filter, address) : Optional.empty();
  }

  private Optional<ByList> held(Direction direction, Scope place, PlaceFilter filter, EmailAddress address) {
    return decisions.of(filter, address, () -> stored(direction, place, filter, address));
  }

  private Optional<ByList> stored(Direction direction, Scope place, PlaceFilter filter, EmailAddress address) {
    PolicyRow.Kind kind = ListRows.kind(direction);
    PlaceCipher cipher = ladder.cipher(place);
    List<Set<Token>> narrowestFirst = PatternText.matching(address)
        .stream()
        .filter(pattern -> filter.mayHold(hashes.of(pattern)))
        .map(pattern -> ListRows.tokens(cipher, kind, pattern))
        .toList();
    List<PolicyRow> rows = store.read(place, transaction -> {
      PolicyTable table = Rungs.policy(transaction, place);
      return narrowestFirst.stream()
          .map(tokens -> table.find(kind, tokens))
          .filter(found -> !found.isEmpty())
          .findFirst()
          .orElse(List.of());
    });
    return rows.stream()
        .map(row -> ListRows.opened(ladder.cipher(place), row))
        .min(BLOCKING_FIRST)
        .map(entry -> new ByList(place, entry));
  }

  private PlaceFilters filters(Direction direction) {
    return switch (direction) {
      case SEND -> sending;
      case RECEIVE -> receiving;
    };
  }

  /** Drops what is held in memory of a place and of all below it. Erased places ask for nothing any more: this frees the room. */
  public void forget(Scope place) {
    sending.forget(place);
    receiving.forget(place);
  }
}
