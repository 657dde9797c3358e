package dev.postroom.core.policy;

import dev.postroom.access.Scope;

/** A mailbox and the places above it, narrowest first; made once for a message, so that none of its recipients costs a look upwards. */
public record Places(Scope.OfMailbox mailbox, Scope.OfWorkspace workspace, Scope.OfTenant tenant) {

  /** The way up from a mailbox. */
  public static Places of(Scope.OfMailbox mailbox) {
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    return new Places(mailbox, workspace, workspace.inTenant());
  }
}
