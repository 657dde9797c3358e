package dev.postroom.admin;

import dev.postroom.access.Scope;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.TenantSession;
import dev.postroom.tenancy.Tenant;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/** The operator's hold of one tenant. */
public non-sealed interface TenantAdmin extends ScopeAdmin {
  /** The external id of the workspace that every tenant has from the beginning. */
  String DEFAULT_WORKSPACE = "default";

  @Override
  Scope.OfTenant scope();

  /**
   * The tenant's id.
   *
   * @return the id
   */
  default TenantId id() {
    return scope().tenant();
  }

  /**
   * What is known of the tenant now.
   *
   * @return the tenant
   */
  Tenant describe();

  /**
   * Gives the tenant another name.
   *
   * @param name
   *          1 to 200 characters
   */
  void rename(String name);

  /**
   * Creates a workspace, or returns the one with the same external id and name.
   *
   * @param externalId
   *          the host's own id for it
   * @param name
   *          its name
   * @return the workspace
   * @throws dev.postroom.error.ConflictException
   *           when there is one with this external id and another name
   */
  WorkspaceAdmin createWorkspace(String externalId, String name);

  /**
   * The workspace that every tenant has, for a host whose customers are its tenants.
   *
   * @return the workspace with the external id {@value #DEFAULT_WORKSPACE}
   */
  WorkspaceAdmin defaultWorkspace();

  /**
   * Opens a workspace.
   *
   * @param workspace
   *          its id
   * @return the workspace
   * @throws dev.postroom.error.NotFoundException
   *           when this tenant has no such workspace
   */
  WorkspaceAdmin openWorkspace(WorkspaceId workspace);

  /**
   * Finds a workspace by the host's own id.
   *
   * @param externalId
   *          the host's own id
   * @return the workspace, if there is one
   */
  Optional<WorkspaceAdmin> findWorkspaceByExternalId(String externalId);

  /**
   * Lists workspaces in the order of their creation.
   *
   * @param page
   *          which page
   * @return the page
   */
  Page<Workspace> listWorkspaces(PageRequest page);

  /**
   * The key holder's face of this tenant, without a key and with every permission.
   *
   * @return a session
   */
  TenantSession session();
}
