package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.WorkspaceStore;

/** From a place to its rung inside of a transaction. */
public final class Rungs {
  private Rungs() {}

  /**
   * The rung of a tenant.
   *
   * @param transaction
   *          the top rung
   * @param place
   *          the tenant
   * @return its rung
   */
  public static TenantStore at(StoreTransaction transaction, Scope.OfTenant place) {
    return transaction.tenant(place.tenant());
  }

  /**
   * The rung of a workspace.
   *
   * @param transaction
   *          the top rung
   * @param place
   *          the workspace
   * @return its rung
   */
  public static WorkspaceStore at(StoreTransaction transaction, Scope.OfWorkspace place) {
    return at(transaction, place.inTenant()).workspace(place.workspace());
  }

  /**
   * The rung of a mailbox.
   *
   * @param transaction
   *          the top rung
   * @param place
   *          the mailbox
   * @return its rung
   */
  public static MailboxStore at(StoreTransaction transaction, Scope.OfMailbox place) {
    return at(transaction, place.inWorkspace()).mailbox(place.mailbox());
  }

  /**
   * The keys of a place and of those below it.
   *
   * @param transaction
   *          the top rung
   * @param place
   *          the place
   * @return its table
   */
  public static KeyTable keys(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> at(transaction, tenant).keys();
      case Scope.OfWorkspace workspace -> at(transaction, workspace).keys();
      case Scope.OfMailbox mailbox -> at(transaction, mailbox).keys();
    };
  }

  /**
   * The lists of a place itself.
   *
   * @param transaction
   *          the top rung
   * @param place
   *          the place
   * @return its table
   */
  public static PolicyTable policy(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> at(transaction, tenant).policy();
      case Scope.OfWorkspace workspace -> at(transaction, workspace).policy();
      case Scope.OfMailbox mailbox -> at(transaction, mailbox).policy();
    };
  }

  /**
   * What is limited and counted of a place itself.
   *
   * @param transaction
   *          the top rung
   * @param place
   *          the place
   * @return its table
   */
  public static LimitTable limits(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> at(transaction, tenant).limits();
      case Scope.OfWorkspace workspace -> at(transaction, workspace).limits();
      case Scope.OfMailbox mailbox -> at(transaction, mailbox).limits();
    };
  }
}
