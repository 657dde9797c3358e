package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.ExternalId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.TenantSession;
import dev.postroom.tenancy.Tenant;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/** One tenant in the operator's hand. */
final class OperatorTenant extends OperatorScope<Scope.OfTenant> implements TenantAdmin {

  OperatorTenant(Scope.OfTenant place, Tenancy tenancy, OperatorSessions sessions) {
    super(place, tenancy, sessions);
  }

  @Override
  public Tenant describe() {
    return tenancy.tenants().describe(place);
  }

  @Override
  public void rename(String name) {
    tenancy.tenants().rename(place, name);
  }

  @Override
  public WorkspaceAdmin createWorkspace(String externalId, String name) {
    return admin(tenancy.workspaces().create(place, new ExternalId(externalId), name));
  }

  @Override
  public WorkspaceAdmin defaultWorkspace() {
    return findWorkspaceByExternalId(DEFAULT_WORKSPACE)
        .orElseGet(() -> createWorkspace(DEFAULT_WORKSPACE, DEFAULT_WORKSPACE));
  }

  @Override
  public WorkspaceAdmin openWorkspace(WorkspaceId workspace) {
    Scope.OfWorkspace opened = place.workspace(workspace);
    tenancy.workspaces().describe(opened);
    return admin(opened);
  }

  @Override
  public Optional<WorkspaceAdmin> findWorkspaceByExternalId(String externalId) {
    return tenancy.workspaces().find(place, new ExternalId(externalId)).map(this::admin);
  }

  @Override
  public Page<Workspace> listWorkspaces(PageRequest page) {
    return tenancy.workspaces().list(place, page);
  }

  @Override
  public TenantSession session() {
    return sessions.tenant(place);
  }

  private WorkspaceAdmin admin(Scope.OfWorkspace workspace) {
    return new OperatorWorkspace(workspace, tenancy, sessions);
  }
}
