package dev.postroom.core.tenant;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.KeyId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.tenancy.KeyDescription;
import dev.postroom.tenancy.NewKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys of a place. Reached from admin objects only. */
final class Keys {
  private final MailStore store;
  private final Changes changes;
  private final LiveKeys live;
  private final IdSource ids;
  private final SecureRandom random;
  private final Clock clock;
  private final Cursors cursors;

  Keys(MailStore store, Changes changes, LiveKeys live, IdSource ids, SecureRandom random, Clock clock,
      Cursors cursors) {
    this.store = store;
    this.changes = changes;
    this.live = live;
    this.ids = ids;
    this.random = random;
    this.clock = clock;
    this.cursors = cursors;
  }

  IssuedKey issue(Scope scope, NewKey wanted) {
    Instant now = clock.instant();
    if (wanted.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
      throw new InvalidInputException("expiresAt: past (expected: a time to come)");
    }
    IssuedKey issued = IssuedKey.mint(ids.key(), scope, random);
    KeyRecord record = new KeyRecord(issued.id(), scope, wanted.name(), wanted.permissions(), issued.digest(), now,
        wanted.expiresAt(), Optional.empty(), Optional.empty());
    changes.make(scope, transaction -> {
      Rungs.keys(transaction, scope).insert(record);
      transaction.events().append(changes.event(EventType.KEY_ISSUED, scope, issued.id().toString()));
      return List.of(record.id());
    }, live::changed, live::unknown);
    return issued;
  }

  Page<KeyDescription> list(Scope scope, PageRequest request) {
    return new PagedList<>(cursors, "keys " + scope, KeyId::new, KeyRecord::id).page(request,
        (after, limit) -> store.read(scope, transaction -> Rungs.keys(transaction, scope).list(after, limit)),
        Keys::shown);
  }

  void revoke(Scope scope, KeyId key) {
    changes.make(Rungs.tenantOf(scope), transaction -> {
      KeyTable keys = Rungs.keys(transaction, scope);
      KeyRecord record = keys.find(key).orElseThrow(NotFoundException::new);
      if (record.revokedAt().isEmpty()) {
        keys.revoke(key, clock.instant());
        transaction.events().append(changes.event(EventType.KEY_REVOKED, record.scope(), key.toString()));
      }
      return List.of(key);
    }, live::changed, live::unknown);
  }

  int revokeAll(Scope scope) {
    List<KeyId> revoked = changes.make(Rungs.tenantOf(scope), transaction -> {
      KeyTable keys = Rungs.keys(transaction, scope);
      List<KeyId> all = keys.revokeAll(clock.instant());
      all.forEach(key -> transaction.events()
          .append(
              changes.event(EventType.KEY_REVOKED, keys.find(key).map(KeyRecord::scope).orElse(scope),
                  key.toString())));
      return all;
    }, live::changed, live::unknown);
    return revoked.size();
  }

  private static KeyDescription shown(KeyRecord key) {
    return new KeyDescription(key.id(), key.scope(), key.name(), key.permissions(), key.createdAt(), key.expiresAt(),
        key.revokedAt(), key.lastUsedAt());
  }
}
