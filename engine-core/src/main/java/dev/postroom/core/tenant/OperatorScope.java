package dev.postroom.core.tenant;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Limits;
import dev.postroom.tenancy.KeyDescription;
import dev.postroom.tenancy.NewKey;

/**
 * What the operator can do alike on every rung.
 *
 * @param <S>
 *          the rung
 */
abstract class OperatorScope<S extends Scope> {
  final S place;
  final Tenancy tenancy;
  final OperatorSessions sessions;

  OperatorScope(S place, Tenancy tenancy, OperatorSessions sessions) {
    this.place = place;
    this.tenancy = tenancy;
    this.sessions = sessions;
  }

  public S scope() {
    return place;
  }

  public void suspend() {
    tenancy.suspension().suspend(place);
  }

  public void resume() {
    tenancy.suspension().resume(place);
  }

  public void erase() {
    tenancy.erasure().erase(place);
  }

  public void rotateEncryption() {
    tenancy.rotation().rotate(place);
  }

  public IssuedKey issueKey(NewKey key) {
    return tenancy.keys().issue(place, key);
  }

  public Page<KeyDescription> listKeys(PageRequest page) {
    return tenancy.keys().list(place, page);
  }

  public void revokeKey(KeyId key) {
    tenancy.keys().revoke(place, key);
  }

  public int revokeAllKeys() {
    return tenancy.keys().revokeAll(place);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + '[' + place + ']';
  }

  public void setLimits(Limits limits) {
    tenancy.policies().limits().set(place, limits);
  }

  public Limits limits() {
    return tenancy.policies().limits().at(place);
  }

  public void setKeyLimits(KeyId key, Limits limits) {
    tenancy.policies().limits().set(place, key, limits);
  }

  public Limits keyLimits(KeyId key) {
    return tenancy.policies().limits().at(place, key);
  }
}
