package dev.postroom.session;

import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.tenancy.Tenant;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/**
 * What the holder of a tenant's key can do. Every call may fail as {@link KeyedAccess} says, and with
 * {@code AccessDeniedException} when the named permission is missing.
 */
public interface TenantSession extends EventSource {

  /**
   * The tenant.
   *
   * @return its id
   */
  TenantId id();

  /**
   * What is known of the tenant now. Needs {@code READ}.
   *
   * @return the tenant
   */
  Tenant describe();

  /**
   * Creates a workspace, or returns the one with the same external id and name. Needs {@code MANAGE_WORKSPACES}.
   *
   * @param externalId
   *          the host's own id for it
   * @param name
   *          its name
   * @return the workspace
   * @throws dev.postroom.error.ConflictException
   *           when there is one with this external id and another name
   */
  Workspace createWorkspace(String externalId, String name);

  /**
   * Renames a workspace. Needs {@code MANAGE_WORKSPACES}.
   *
   * @param workspace
   *          the workspace
   * @param name
   *          its new name
   * @return the workspace
   * @throws dev.postroom.error.NotFoundException
   *           when this tenant has no such workspace
   */
  Workspace renameWorkspace(WorkspaceId workspace, String name);

  /**
   * Finds a workspace by the host's own id. Needs {@code MANAGE_WORKSPACES}.
   *
   * @param externalId
   *          the host's own id
   * @return the workspace of this tenant that has it
   */
  Optional<Workspace> findWorkspaceByExternalId(String externalId);

  /**
   * Lists workspaces in the order of their creation. Needs {@code MANAGE_WORKSPACES}.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Workspace> listWorkspaces(PageRequest page);

  /**
   * Narrows to one workspace, with the same key.
   *
   * @param workspace
   *          the workspace
   * @return its session
   * @throws dev.postroom.error.NotFoundException
   *           when this tenant has no such workspace
   */
  WorkspaceSession openWorkspace(WorkspaceId workspace);

  /**
   * What may pass at this tenant, and how much of it.
   *
   * @return the policy, each call of which is authorized on its own
   */
  Policy policy();
}
