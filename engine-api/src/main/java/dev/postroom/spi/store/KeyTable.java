package dev.postroom.spi.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.id.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys that are bound to one place or to places below it. */
public interface KeyTable {

  /**
   * Adds a key; its scope must be this place or below.
   *
   * @param key
   *          the key
   */
  void insert(KeyRecord key);

  /**
   * Looks a key up.
   *
   * @param id
   *          the key
   * @return the key, revoked or not; empty when it is not of this place
   */
  Optional<KeyRecord> find(KeyId id);

  /**
   * Lists keys in the order of their ids.
   *
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the keys, revoked ones too
   */
  List<KeyRecord> list(Optional<KeyId> after, int limit);

  /**
   * Revokes one key; one that is revoked already stays as it was.
   *
   * @param id
   *          the key
   * @param at
   *          since when
   * @return whether there is such a key at this place
   */
  boolean revoke(KeyId id, Instant at);

  /**
   * Revokes every key of this place that is not revoked yet.
   *
   * @param at
   *          since when
   * @return those that were revoked by this call
   */
  List<KeyId> revokeAll(Instant at);

  /**
   * What is limited and counted of one key.
   *
   * @param id
   *          a key of this place
   * @return the table
   */
  LimitTable limits(KeyId id);

  /**
   * Notes that a key was used; may be lost in a crash.
   *
   * @param id
   *          the key
   * @param at
   *          when
   */
  void used(KeyId id, Instant at);
}
