package dev.postroom.isolation;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.DomainId;
import dev.postroom.tenancy.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A workspace as it should be. */
final class WorkspaceNode implements Node {
  final TenantNode above;
  final WorkspaceAdmin admin;
  final String canary;
  final String externalId;
  final String firstName;
  final List<MailboxNode> mailboxes = new ArrayList<>();
  final List<ClaimNode> claims = new ArrayList<>();
  String name;
  private final PolicyNode policy = new PolicyNode();
  private Standing own = Standing.ACTIVE;

  WorkspaceNode(TenantNode above, WorkspaceAdmin admin, String canary, String externalId, String name) {
    this.above = above;
    this.admin = admin;
    this.canary = canary;
    this.externalId = externalId;
    this.firstName = name;
    this.name = name;
  }

  @Override
  public Scope.OfWorkspace scope() {
    return admin.scope();
  }

  @Override
  public WorkspaceAdmin admin() {
    return admin;
  }

  @Override
  public PolicyNode policy() {
    return policy;
  }

  @Override
  public Standing standing() {
    return own.worse(above.standing());
  }

  @Override
  public Standing ownStanding() {
    return own;
  }

  @Override
  public void ownStanding(Standing other) {
    own = other;
  }

  @Override
  public void leaveMark() {
    admin.rename(name);
  }

  String secret() {
    return Canaries.secretOf(canary);
  }

  List<MailboxNode> present() {
    return mailboxes.stream().filter(Node::isPresent).toList();
  }

  Optional<ClaimNode> claim(DomainName domain) {
    return claims.stream().filter(claim -> claim.name.equals(domain)).findFirst();
  }

  Optional<ClaimNode> claim(DomainId domain) {
    return claims.stream().filter(claim -> claim.id.equals(domain)).findFirst();
  }

  Optional<MailboxNode> mailboxAt(Slot slot) {
    return present().stream().filter(mailbox -> mailbox.has(slot)).findFirst();
  }

  boolean isShownAs(Workspace shown) {
    return shown.id().equals(scope().workspace())
        && shown.externalId().value().equals(externalId)
        && shown.name().equals(name)
        && shown.standing() == own;
  }
}
