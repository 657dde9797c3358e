package dev.postroom.spi.store;

import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.WorkspaceId;
import java.util.List;
import java.util.Optional;

/** One tenant inside of a transaction. No call reaches beyond it. */
public interface TenantStore {

  /**
   * The tenant itself.
   *
   * @return its row; empty when there is none
   */
  Optional<TenantRow> row();

  /**
   * Renames the tenant.
   *
   * @param name
   *          its name
   */
  void rename(String name);

  /**
   * Sets the tenant's own standing.
   *
   * @param standing
   *          the standing; {@link Standing#ERASED} also frees its external id, and the domains and addresses of all below it
   */
  void setStanding(Standing standing);

  /**
   * The keys bound to this tenant or below it.
   *
   * @return the table
   */
  KeyTable keys();

  /**
   * Adds a workspace.
   *
   * @param workspace
   *          the row
   * @throws dev.postroom.error.ConflictException
   *           with the reason {@code EXTERNAL_ID_CONFLICT} when another workspace of this tenant has its external id
   */
  void insertWorkspace(WorkspaceRow workspace);

  /**
   * Looks a workspace up by the host's id; erased ones are not found.
   *
   * @param externalId
   *          the host's id
   * @return its row
   */
  Optional<WorkspaceRow> findWorkspace(ExternalId externalId);

  /**
   * Lists workspaces in the order of their ids, erased ones left out.
   *
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the rows
   */
  List<WorkspaceRow> listWorkspaces(Optional<WorkspaceId> after, int limit);

  /**
   * A workspace's rung.
   *
   * @param workspace
   *          the workspace; one that is not of this tenant has no row
   * @return the rung
   */
  WorkspaceStore workspace(WorkspaceId workspace);

  /**
   * What is limited and counted of this tenant itself.
   *
   * @return the table
   */
  LimitTable limits();

  /**
   * The lists of this tenant itself.
   *
   * @return the table
   */
  PolicyTable policy();

  /**
   * What there is in this tenant.
   *
   * @return counted anew; costs a look at each of its mailboxes
   */
  Totals totals();
}
