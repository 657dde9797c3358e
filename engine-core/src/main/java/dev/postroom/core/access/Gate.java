package dev.postroom.core.access;

import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import java.util.Optional;

/** Who acts through a session. Asked with every call; nothing that it answered before counts. */
public sealed interface Gate permits KeyGate, OperatorGate {

  /** The key that acts; none when it is the operator. */
  Optional<KeyId> key();

  /** The grant for one act at a place, or the failure that the caller is to see. */
  Granted require(Permission needed, Scope place);

  /** Whether a place may be opened, to be asked again with each act there. */
  void requireOpening(Scope place);
}
