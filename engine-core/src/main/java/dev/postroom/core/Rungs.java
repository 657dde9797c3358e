package dev.postroom.core;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.NotFoundException;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.WorkspaceStore;

/** From a place to its rung in a transaction: what is erased, or was never there, is not found, except where the name says otherwise. */
public final class Rungs {
  private Rungs() {}

  /**
   * In whose turn a place is closed and its keys are ended: in that of the tenant, for whoever does so may want to stop the crowd in the
   * line of the workspace.
   */
  public static Scope.OfTenant tenantOf(Scope place) {
    return new Scope.OfTenant(place.tenant());
  }

  public static TenantStore of(StoreTransaction transaction, Scope.OfTenant place) {
    requirePresent(transaction, place);
    return transaction.tenant(place.tenant());
  }

  public static WorkspaceStore of(StoreTransaction transaction, Scope.OfWorkspace place) {
    requirePresent(transaction, place);
    return evenErased(transaction, place);
  }

  public static MailboxStore of(StoreTransaction transaction, Scope.OfMailbox place) {
    requirePresent(transaction, place);
    return evenErased(transaction, place);
  }

  /** For what the engine does by itself, which asks what a place stands for when it matters. */
  public static WorkspaceStore evenErased(StoreTransaction transaction, Scope.OfWorkspace place) {
    return transaction.tenant(place.tenant()).workspace(place.workspace());
  }

  /** For what the engine does by itself, which asks what a place stands for when it matters. */
  public static MailboxStore evenErased(StoreTransaction transaction, Scope.OfMailbox place) {
    return evenErased(transaction, place.inWorkspace()).mailbox(place.mailbox());
  }

  public static KeyTable keys(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> of(transaction, tenant).keys();
      case Scope.OfWorkspace workspace -> of(transaction, workspace).keys();
      case Scope.OfMailbox mailbox -> of(transaction, mailbox).keys();
    };
  }

  /** The lists and suppressed addresses of exactly one place. */
  public static PolicyTable policy(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> of(transaction, tenant).policy();
      case Scope.OfWorkspace workspace -> of(transaction, workspace).policy();
      case Scope.OfMailbox mailbox -> of(transaction, mailbox).policy();
    };
  }

  public static void setStanding(StoreTransaction transaction, Scope place, Standing standing) {
    switch (place) {
      case Scope.OfTenant tenant -> of(transaction, tenant).setStanding(standing);
      case Scope.OfWorkspace workspace -> of(transaction, workspace).setStanding(standing);
      case Scope.OfMailbox mailbox -> of(transaction, mailbox).setStanding(standing);
    }
  }

  private static void requirePresent(StoreTransaction transaction, Scope place) {
    if (transaction.standing(place) == Standing.ERASED) {
      throw new NotFoundException();
    }
  }
}
