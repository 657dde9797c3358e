package dev.postroom.isolation;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.admin.ScopeAdmin;

/** A place as the model knows it. */
sealed interface Node permits TenantNode, WorkspaceNode, MailboxNode {

  Scope scope();

  ScopeAdmin admin();

  /** Its own lists, suppressions, limits and counts. */
  PolicyNode policy();

  /** The worst standing on the way up. */
  Standing standing();

  void ownStanding(Standing standing);

  Standing ownStanding();

  /** Has the log hold one event more at this place. */
  void leaveMark();

  default boolean isPresent() {
    return standing() != Standing.ERASED;
  }

  /** Said here once more, and not by the code under test: every id of the wider place is the narrower one's too. */
  static boolean isWithin(Scope wide, Scope narrow) {
    return switch (wide) {
      case Scope.OfTenant tenant -> tenant.tenant().equals(narrow.tenant());
      case Scope.OfWorkspace workspace -> switch (narrow) {
        case Scope.OfTenant other -> false;
        case Scope.OfWorkspace other -> workspace.tenant().equals(other.tenant())
            && workspace.workspace().equals(other.workspace());
        case Scope.OfMailbox other -> workspace.tenant().equals(other.tenant())
            && workspace.workspace().equals(other.workspace());
      };
      case Scope.OfMailbox mailbox -> narrow instanceof Scope.OfMailbox other
          && mailbox.tenant().equals(other.tenant())
          && mailbox.workspace().equals(other.workspace())
          && mailbox.mailbox().equals(other.mailbox());
    };
  }
}
