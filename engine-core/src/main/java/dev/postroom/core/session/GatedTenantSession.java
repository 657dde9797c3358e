package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.event.EventPumps;
import dev.postroom.core.tenant.Tenancy;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;
import dev.postroom.id.ExternalId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.Policy;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.Tenant;
import dev.postroom.tenancy.Workspace;
import java.util.Optional;

/** A tenant, each call behind the gate. */
final class GatedTenantSession implements TenantSession {
  private final Gate gate;
  private final Scope.OfTenant place;
  private final Rooms rooms;
  private final Tenancy tenancy;
  private final Sessions sessions;
  private final EventPumps events;

  GatedTenantSession(Gate gate, Scope.OfTenant place, Rooms rooms, Sessions sessions) {
    this.gate = gate;
    this.place = place;
    this.rooms = rooms;
    this.tenancy = rooms.tenancy();
    this.sessions = sessions;
    this.events = rooms.events();
  }

  @Override
  public TenantId id() {
    return place.tenant();
  }

  @Override
  public Tenant describe() {
    gate.require(Permission.READ, place);
    return tenancy.tenants().describe(place);
  }

  @Override
  public Workspace createWorkspace(String externalId, String name) {
    gate.require(Permission.MANAGE_WORKSPACES, place);
    return tenancy.workspaces().describe(tenancy.workspaces().create(place, new ExternalId(externalId), name));
  }

  @Override
  public Workspace renameWorkspace(WorkspaceId workspace, String name) {
    Scope.OfWorkspace named = place.workspace(workspace);
    gate.require(Permission.MANAGE_WORKSPACES, named);
    tenancy.workspaces().rename(named, name);
    return tenancy.workspaces().describe(named);
  }

  @Override
  public Optional<Workspace> findWorkspaceByExternalId(String externalId) {
    gate.require(Permission.MANAGE_WORKSPACES, place);
    return tenancy.workspaces().find(place, new ExternalId(externalId)).map(tenancy.workspaces()::describe);
  }

  @Override
  public Page<Workspace> listWorkspaces(PageRequest page) {
    gate.require(Permission.MANAGE_WORKSPACES, place);
    return tenancy.workspaces().list(place, page);
  }

  @Override
  public WorkspaceSession openWorkspace(WorkspaceId workspace) {
    Scope.OfWorkspace opened = place.workspace(workspace);
    gate.requireOpening(opened);
    return sessions.workspace(gate, opened);
  }

  @Override
  public Subscription subscribe(EventQuery query, EventListener listener) {
    gate.require(Permission.READ, place);
    return events.subscribe(gate, place, query, listener);
  }

  @Override
  public Policy policy() {
    return new GatedPolicy<>(gate, place, rooms.policies());
  }
}
