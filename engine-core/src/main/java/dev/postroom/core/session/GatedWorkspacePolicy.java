package dev.postroom.core.session;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.policy.Policies;
import dev.postroom.id.MailboxId;
import dev.postroom.policy.Limits;
import dev.postroom.session.WorkspacePolicy;

/** The policy of a workspace, each call behind the gate. */
final class GatedWorkspacePolicy extends GatedSuppressionPolicy<Scope.OfWorkspace> implements WorkspacePolicy {

  GatedWorkspacePolicy(Gate gate, Scope.OfWorkspace place, Policies policies) {
    super(gate, place, policies);
  }

  @Override
  public void setMailboxLimits(MailboxId mailbox, Limits limits) {
    gate.require(Permission.MANAGE_POLICY, place);
    policies.limits().set(place.mailbox(mailbox), limits);
  }
}
