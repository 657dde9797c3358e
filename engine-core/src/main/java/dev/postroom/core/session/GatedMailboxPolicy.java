package dev.postroom.core.session;

import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.outbound.queue.Queue;
import dev.postroom.core.policy.Policies;
import dev.postroom.policy.SendingPause;
import dev.postroom.session.MailboxPolicy;
import java.util.Optional;

/** The policy of a mailbox, each call behind the gate. */
final class GatedMailboxPolicy extends GatedSuppressionPolicy<Scope.OfMailbox> implements MailboxPolicy {
  private final Queue queue;

  GatedMailboxPolicy(Gate gate, Scope.OfMailbox place, Policies policies, Queue queue) {
    super(gate, place, policies);
    this.queue = queue;
  }

  @Override
  public Optional<SendingPause> pause() {
    gate.require(Permission.READ_USAGE, place);
    return policies.pauses().find(place);
  }

  @Override
  public void pauseSending() {
    Granted granted = gate.require(Permission.MANAGE_POLICY, place);
    policies.pauses().pause(place, granted.key());
  }

  @Override
  public void resumeSending() {
    Granted granted = gate.require(Permission.MANAGE_POLICY, place);
    policies.pauses().resume(place, granted.key());
    queue.wake(place);
  }
}
