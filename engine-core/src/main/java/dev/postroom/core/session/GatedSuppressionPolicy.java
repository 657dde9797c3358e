package dev.postroom.core.session;

import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.Gate;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.suppression.NewSuppression;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Suppression;
import dev.postroom.session.SuppressionPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy of a place that keeps suppressed addresses, each call behind the gate.
 *
 * @param <S>
 *          the rung
 */
class GatedSuppressionPolicy<S extends Scope> extends GatedPolicy<S> implements SuppressionPolicy {

  GatedSuppressionPolicy(Gate gate, S place, Policies policies) {
    super(gate, place, policies);
  }

  @Override
  public Suppression suppress(EmailAddress address, Suppression.Reason reason, Optional<Instant> expiresAt) {
    Granted granted = gate.require(Permission.MANAGE_POLICY, place);
    return policies.suppressions().add(place, NewSuppression.said(address, reason, expiresAt).by(granted.key()));
  }

  @Override
  public void unsuppress(EmailAddress address) {
    Granted granted = gate.require(Permission.MANAGE_POLICY, place);
    policies.suppressions().remove(place, address, granted.key());
  }

  @Override
  public Optional<Suppression> findSuppression(EmailAddress address) {
    gate.require(Permission.READ_USAGE, place);
    return policies.suppressions().findAt(place, address);
  }

  @Override
  public Page<Suppression> listSuppressions(PageRequest page) {
    gate.require(Permission.READ_USAGE, place);
    return policies.suppressions().list(place, page);
  }
}
