package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.DomainId;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store with people in it: opens tenants, workspaces and mailboxes, each in a transaction of its own. */
public final class MailRoom {
  private final MailStore store;
  private final IdSequence ids;
  private final SettableClock clock;
  private final Rows rows;

  /**
   * Furnishes a store.
   *
   * @param store
   *          the store
   * @param ids
   *          where ids come from
   * @param clock
   *          what the time is
   */
  public MailRoom(MailStore store, IdSequence ids, SettableClock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.rows = new Rows(ids, clock);
  }

  /**
   * Opens a tenant.
   *
   * @param externalId
   *          the host's id for it
   * @return its place
   */
  public Scope.OfTenant tenant(String externalId) {
    TenantRow row = rows.tenant(externalId);
    change(t -> t.insertTenant(row));
    return new Scope.OfTenant(row.id());
  }

  /**
   * Opens a workspace.
   *
   * @param tenant
   *          whose it is
   * @param externalId
   *          the host's id for it
   * @return its place
   */
  public Scope.OfWorkspace workspace(Scope.OfTenant tenant, String externalId) {
    WorkspaceRow row = rows.workspace(externalId);
    change(t -> Rungs.at(t, tenant).insertWorkspace(row));
    return tenant.workspace(row.id());
  }

  /**
   * Opens a workspace in a tenant of its own.
   *
   * @param externalId
   *          the host's id for both
   * @return its place
   */
  public Scope.OfWorkspace workspace(String externalId) {
    return workspace(tenant(externalId), externalId);
  }

  /**
   * Opens a mailbox.
   *
   * @param workspace
   *          whose it is
   * @param externalId
   *          the host's id for it
   * @return its place
   */
  public Scope.OfMailbox mailbox(Scope.OfWorkspace workspace, String externalId) {
    MailboxRow row = rows.mailbox(externalId);
    change(t -> Rungs.at(t, workspace).insertMailbox(row));
    return workspace.mailbox(row.id());
  }

  /**
   * Opens a mailbox in a workspace and a tenant of its own.
   *
   * @param externalId
   *          the host's id for all three
   * @return its place
   */
  public Scope.OfMailbox mailbox(String externalId) {
    return mailbox(workspace(externalId), externalId);
  }

  /**
   * Claims a domain.
   *
   * @param workspace
   *          for whom
   * @param name
   *          the domain
   * @return the claim
   */
  public DomainId claim(Scope.OfWorkspace workspace, String name) {
    DomainRow row = rows.claim(name);
    change(t -> Rungs.at(t, workspace).insertDomain(row));
    return row.id();
  }

  /**
   * Claims a domain and confirms it.
   *
   * @param workspace
   *          for whom
   * @param name
   *          the domain
   * @return the claim
   */
  public DomainId domain(Scope.OfWorkspace workspace, String name) {
    DomainId claim = claim(workspace, name);
    change(t -> Rungs.at(t, workspace).confirmDomain(claim, clock.instant()));
    return claim;
  }

  /**
   * Gives a mailbox an address as an alias.
   *
   * @param mailbox
   *          the mailbox
   * @param address
   *          the address
   * @param domain
   *          the claim that it hangs on
   */
  public void alias(Scope.OfMailbox mailbox, String address, DomainId domain) {
    change(t -> Rungs.at(t, mailbox).putAddress(rows.alias(address, domain)));
  }

  /**
   * Issues a key.
   *
   * @param scope
   *          the place that it is bound to
   * @return the key
   */
  public KeyRecord key(Scope scope) {
    KeyRecord key = rows.key(scope);
    change(t -> Rungs.keys(t, scope).insert(key));
    return key;
  }

  /**
   * Puts a message into a mailbox and one delivery of it on its way.
   *
   * @param mailbox
   *          the mailbox that it is sent from
   * @return the delivery, which is due now
   */
  public DeliveryRow delivery(Scope.OfMailbox mailbox) {
    return delivery(mailbox, post().flag(Flag.SENT).to(mailbox).id());
  }

  /**
   * Puts a delivery on its way.
   *
   * @param mailbox
   *          the mailbox that it is sent from
   * @param message
   *          a message of the mailbox
   * @return the delivery, which is due now
   */
  public DeliveryRow delivery(Scope.OfMailbox mailbox, MessageId message) {
    return put(mailbox, rows.delivery(message));
  }

  /**
   * Puts a delivery on its way.
   *
   * @param mailbox
   *          the mailbox that it is sent from
   * @param delivery
   *          of a message of the mailbox
   * @return the same delivery
   */
  public DeliveryRow put(Scope.OfMailbox mailbox, DeliveryRow delivery) {
    change(t -> Rungs.at(t, mailbox).deliveries().insert(delivery));
    return delivery;
  }

  /**
   * Enters somebody in a list.
   *
   * @param place
   *          whose list it is
   * @param kind
   *          which list
   * @param word
   *          whom it is about
   * @return the entry, which counts for good
   */
  public PolicyRow entry(Scope place, PolicyRow.Kind kind, String word) {
    PolicyRow entry = rows.entry(kind, word);
    change(t -> Rungs.policy(t, place).insert(entry));
    return entry;
  }

  /**
   * Sets the standing of a place.
   *
   * @param scope
   *          the place
   * @param standing
   *          its own standing from now on
   */
  public void stands(Scope scope, Standing standing) {
    change(t -> {
      switch (scope) {
        case Scope.OfTenant tenant -> Rungs.at(t, tenant).setStanding(standing);
        case Scope.OfWorkspace workspace -> Rungs.at(t, workspace).setStanding(standing);
        case Scope.OfMailbox mailbox -> Rungs.at(t, mailbox).setStanding(standing);
      }
    });
  }

  /**
   * Begins a message.
   *
   * @return one that nobody has described yet
   */
  public Post post() {
    return new Post(store, ids.message(), ids.thread(), clock.instant());
  }

  /**
   * Makes rows that are not stored yet.
   *
   * @return the maker
   */
  public Rows rows() {
    return rows;
  }

  /**
   * Where the ids come from.
   *
   * @return the sequence
   */
  public IdSequence ids() {
    return ids;
  }

  /**
   * The time in this room.
   *
   * @return the clock
   */
  public SettableClock clock() {
    return clock;
  }

  /**
   * Changes something.
   *
   * @param change
   *          done in a transaction of its own
   */
  public void change(Consumer<StoreTransaction> change) {
    store.write(t -> {
      change.accept(t);
      return List.of();
    });
  }

  /**
   * Looks at something.
   *
   * @param <T>
   *          the type of what is seen
   * @param look
   *          done in a transaction of its own
   * @return what was seen
   */
  public <T> T see(MailStore.Work<T> look) {
    return store.read(look);
  }

  /**
   * Looks for one thing.
   *
   * @param <T>
   *          the type of the thing
   * @param look
   *          done in a transaction of its own
   * @return what was found
   */
  public <T> Optional<T> find(MailStore.Work<Optional<T>> look) {
    return store.read(look);
  }

  /**
   * Looks for several things.
   *
   * @param <T>
   *          the type of the things
   * @param look
   *          done in a transaction of its own
   * @return what was found
   */
  public <T> List<T> list(MailStore.Work<List<T>> look) {
    return store.read(look);
  }

  /**
   * Looks at everything.
   *
   * @return all rows
   */
  Inventory inventory() {
    return store.read(Inventory::of);
  }
}
