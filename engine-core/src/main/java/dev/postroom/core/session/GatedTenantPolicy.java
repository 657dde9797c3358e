package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.policy.Policies;
import dev.postroom.id.WorkspaceId;
import dev.postroom.policy.Limits;
import dev.postroom.session.TenantPolicy;

/** The policy of a tenant, each call behind the gate. */
final class GatedTenantPolicy extends GatedPolicy<Scope.OfTenant> implements TenantPolicy {

  GatedTenantPolicy(Gate gate, Scope.OfTenant place, Policies policies) {
    super(gate, place, policies);
  }

  @Override
  public void setWorkspaceLimits(WorkspaceId workspace, Limits limits) {
    gate.require(Permission.MANAGE_POLICY, place);
    policies.limits().set(place.workspace(workspace), limits);
  }
}
