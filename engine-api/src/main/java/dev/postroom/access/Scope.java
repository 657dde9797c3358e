package dev.postroom.access;

import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;

/**
 * Where: a place on the ladder tenant, workspace, mailbox. A key is bound to one, and every act happens at one. Each rung names
 * all the rungs above it, so a mailbox cannot be mentioned without its workspace and tenant.
 */
public sealed interface Scope {

  /**
   * The tenant at the top of the place.
   *
   * @return the tenant's id
   */
  TenantId tenant();

  /**
   * Whether the other place is this one or below it.
   *
   * @param other
   *          a place
   * @return true when every id of this place is the other's too
   */
  boolean covers(Scope other);

  /**
   * A whole tenant, with all of its workspaces.
   *
   * @param tenant
   *          the tenant
   */
  record OfTenant(TenantId tenant) implements Scope {
    @Override
    public boolean covers(Scope other) {
      return tenant.equals(other.tenant());
    }

    /**
     * The place of a workspace of this tenant.
     *
     * @param workspace
     *          the workspace
     * @return the narrower place
     */
    public OfWorkspace workspace(WorkspaceId workspace) {
      return new OfWorkspace(tenant, workspace);
    }
  }

  /**
   * One workspace, with all of its mailboxes.
   *
   * @param tenant
   *          the tenant
   * @param workspace
   *          the workspace
   */
  record OfWorkspace(TenantId tenant, WorkspaceId workspace) implements Scope {
    @Override
    public boolean covers(Scope other) {
      return switch (other) {
        case OfTenant wider -> false;
        case OfWorkspace same -> equals(same);
        case OfMailbox narrower -> equals(narrower.inWorkspace());
      };
    }

    /**
     * The tenant's place.
     *
     * @return the wider place
     */
    public OfTenant inTenant() {
      return new OfTenant(tenant);
    }

    /**
     * The place of a mailbox of this workspace.
     *
     * @param mailbox
     *          the mailbox
     * @return the narrower place
     */
    public OfMailbox mailbox(MailboxId mailbox) {
      return new OfMailbox(tenant, workspace, mailbox);
    }
  }

  /**
   * One mailbox.
   *
   * @param tenant
   *          the tenant
   * @param workspace
   *          the workspace
   * @param mailbox
   *          the mailbox
   */
  record OfMailbox(TenantId tenant, WorkspaceId workspace, MailboxId mailbox) implements Scope {
    @Override
    public boolean covers(Scope other) {
      return equals(other);
    }

    /**
     * The workspace's place.
     *
     * @return the wider place
     */
    public OfWorkspace inWorkspace() {
      return new OfWorkspace(tenant, workspace);
    }
  }
}
