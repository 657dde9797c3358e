package dev.postroom.core.access;

import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;

/** Who acts through a session. Asked with every call; nothing that it answered before counts. */
public sealed interface Gate permits KeyGate, OperatorGate {

  /** The grant for one act at a place, or the failure that the caller is to see. */
  Granted require(Permission needed, Scope place);

  /** Whether a place may be opened, to be asked again with each act there. */
  void requireOpening(Scope place);
}
