package dev.postroom.session;

import dev.postroom.id.MailboxId;
import dev.postroom.policy.Limits;

/** The policy of a workspace. */
public interface WorkspacePolicy extends SuppressionPolicy {

  /**
   * Sets the limits of a mailbox anew. Those of the workspace and tenant hold besides. Needs {@code MANAGE_POLICY} at the workspace.
   *
   * @param mailbox
   *          the mailbox
   * @param limits
   *          all of its limits
   * @throws dev.postroom.error.NotFoundException
   *           when this workspace has no such mailbox
   */
  void setMailboxLimits(MailboxId mailbox, Limits limits);
}
