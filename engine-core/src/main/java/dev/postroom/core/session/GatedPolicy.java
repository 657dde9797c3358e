package dev.postroom.core.session;

import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.policy.Policies;
import dev.postroom.id.EntryId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Usage;
import dev.postroom.session.Policy;

/**
 * The policy of a place, each call behind the gate.
 *
 * @param <S>
 *          the rung
 */
class GatedPolicy<S extends Scope> implements Policy {
  final Gate gate;
  final S place;
  final Policies policies;

  GatedPolicy(Gate gate, S place, Policies policies) {
    this.gate = gate;
    this.place = place;
    this.policies = policies;
  }

  @Override
  public ListEntry addEntry(ListEntry.Direction direction, ListEntry.Verdict verdict, AddressPattern pattern) {
    Granted granted = gate.require(Permission.MANAGE_POLICY, place);
    return policies.lists().add(place, direction, verdict, pattern, granted.key());
  }

  @Override
  public void removeEntry(EntryId entry) {
    Granted granted = gate.require(Permission.MANAGE_POLICY, place);
    policies.lists().remove(place, entry, granted.key());
  }

  @Override
  public Page<ListEntry> listEntries(ListEntry.Direction direction, PageRequest page) {
    gate.require(Permission.READ_USAGE, place);
    return policies.lists().list(place, direction, page);
  }

  @Override
  public Limits limits() {
    gate.require(Permission.READ_USAGE, place);
    return policies.limits().at(place);
  }

  @Override
  public Usage usage() {
    gate.require(Permission.READ_USAGE, place);
    return policies.usage().of(place);
  }
}
