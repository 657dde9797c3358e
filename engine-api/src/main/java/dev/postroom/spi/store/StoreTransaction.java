package dev.postroom.spi.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.id.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * The top rung of a store inside of one transaction. Valid only while the work that was given it runs, on its thread. Every rung
 * below narrows: nothing that is reached through a tenant sees another one.
 */
public interface StoreTransaction {

  /**
   * Adds a tenant.
   *
   * @param tenant
   *          the row
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code EXTERNAL_ID_CONFLICT} when another tenant has its external id
   */
  void insertTenant(TenantRow tenant);

  /**
   * Looks a tenant up by the host's id; erased ones are not found.
   *
   * @param externalId
   *          the host's id
   * @return its row
   */
  Optional<TenantRow> findTenant(ExternalId externalId);

  /**
   * Lists tenants in the order of their ids, erased ones left out.
   *
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<TenantRow> listTenants(Optional<TenantId> after, int limit);

  /**
   * A tenant's rung.
   *
   * @param tenant
   *          the tenant; one that does not exist has no row
   * @return the rung
   */
  TenantStore tenant(TenantId tenant);

  /**
   * Looks a key up, to authenticate with it.
   *
   * @param key
   *          the key's public id
   * @return the key, revoked or not
   */
  Optional<KeyRecord> findKey(KeyId key);

  /**
   * The standing of a place: the worst of its own and of those above it. What does not exist is {@link Standing#ERASED}.
   *
   * @param scope
   *          the place
   * @return its standing
   */
  Standing standing(Scope scope);

  /**
   * Erased places that are not purged to the end, and of which something may be left: mailboxes first, then workspaces, then tenants.
   *
   * @param limit
   *          at most so many
   * @return places that are erased, and not purged
   */
  List<Scope> unpurged(int limit);

  /**
   * The same of one place and of what is below it.
   *
   * @param within
   *          the place
   * @param limit
   *          at most so many
   * @return places that are erased, and not purged
   */
  List<Scope> unpurged(Scope within, int limit);

  /**
   * Removes what is left of an erased place itself, a part at a time: messages, deliveries, lists, limits and counts, sealed things,
   * and the keys bound to it with theirs; its row stays, and so does everything of places above and below.
   *
   * @param place
   *          a place that is erased
   * @param limit
   *          at most so many rows in this call
   * @return whether nothing is left
   */
  boolean purge(Scope place, int limit);

  /**
   * The way from addresses to mailboxes.
   *
   * @return the routing
   */
  Routing routing();

  /**
   * Where mail on its way out is to be found.
   *
   * @return the outbox
   */
  Outbox outbox();

  /**
   * The small sealed things of the engine itself, which are of no tenant.
   *
   * @return the things, each of which belongs to a platform domain
   */
  SealedTable sealed();

  /**
   * The log of events.
   *
   * @return the log
   */
  EventLog events();
}
