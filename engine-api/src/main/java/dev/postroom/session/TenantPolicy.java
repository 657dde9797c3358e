package dev.postroom.session;

import dev.postroom.id.WorkspaceId;
import dev.postroom.policy.Limits;

/** The policy of a tenant. */
public interface TenantPolicy extends Policy {

  /**
   * Sets the limits of a workspace anew. Those of the tenant hold besides. Needs {@code MANAGE_POLICY} at the tenant.
   *
   * @param workspace
   *          the workspace
   * @param limits
   *          all of its limits
   * @throws dev.postroom.error.NotFoundException
   *           when this tenant has no such workspace
   */
  void setWorkspaceLimits(WorkspaceId workspace, Limits limits);
}
