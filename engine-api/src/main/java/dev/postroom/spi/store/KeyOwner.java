package dev.postroom.spi.store;

import dev.postroom.access.Scope;
import java.util.UUID;

/**
 * Whose secrets a slot of the {@link KeyVault} holds.
 *
 * @param rung
 *          the rung of the ladder
 * @param id
 *          the id on that rung
 */
public record KeyOwner(Rung rung, UUID id) {

  /** The rungs that own secrets. The ordinal is part of the vault's format. */
  public enum Rung {
    /** The engine itself. */
    ENGINE,
    /** A tenant. */
    TENANT,
    /** A workspace. */
    WORKSPACE,
    /** A mailbox. */
    MAILBOX,
    /** The own rows of a tenant. */
    TENANT_RECORDS,
    /** The own rows of a workspace. */
    WORKSPACE_RECORDS
  }

  /**
   * The engine as the owner of secrets.
   *
   * @return the one owner of its rung
   */
  public static KeyOwner engine() {
    return new KeyOwner(Rung.ENGINE, new UUID(0, 0));
  }

  /**
   * The thing at a place as the owner of secrets.
   *
   * @param scope
   *          the place
   * @return its owner
   */
  public static KeyOwner of(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> new KeyOwner(Rung.TENANT, tenant.tenant().value());
      case Scope.OfWorkspace workspace -> new KeyOwner(Rung.WORKSPACE, workspace.workspace().value());
      case Scope.OfMailbox mailbox -> new KeyOwner(Rung.MAILBOX, mailbox.mailbox().value());
    };
  }

  /**
   * The own rows of a tenant or workspace as the owner of secrets; a mailbox's belong to the mailbox itself.
   *
   * @param scope
   *          the place
   * @return the owner
   */
  public static KeyOwner ofRecords(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> new KeyOwner(Rung.TENANT_RECORDS, tenant.tenant().value());
      case Scope.OfWorkspace workspace -> new KeyOwner(Rung.WORKSPACE_RECORDS, workspace.workspace().value());
      case Scope.OfMailbox mailbox -> of(mailbox);
    };
  }
}
