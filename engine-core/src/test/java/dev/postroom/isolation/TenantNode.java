package dev.postroom.isolation;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;

/** A tenant as it should be. */
final class TenantNode implements Node {
  final TenantAdmin admin;
  final String name;
  final List<WorkspaceNode> workspaces = new ArrayList<>();
  private final PolicyNode policy = new PolicyNode();
  private Standing standing = Standing.ACTIVE;

  TenantNode(TenantAdmin admin, String name) {
    this.admin = admin;
    this.name = name;
  }

  @Override
  public Scope.OfTenant scope() {
    return admin.scope();
  }

  @Override
  public TenantAdmin admin() {
    return admin;
  }

  @Override
  public PolicyNode policy() {
    return policy;
  }

  @Override
  public Standing standing() {
    return standing;
  }

  @Override
  public Standing ownStanding() {
    return standing;
  }

  @Override
  public void ownStanding(Standing other) {
    standing = other;
  }

  @Override
  public void leaveMark() {
    admin.rename(name);
  }

  boolean isShownAs(Tenant shown) {
    return shown.id().equals(scope().tenant())
        && shown.externalId().value().equals(name)
        && shown.name().equals(name)
        && shown.standing() == standing;
  }

  List<WorkspaceNode> present() {
    return workspaces.stream().filter(Node::isPresent).toList();
  }
}
