package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.Mailbox;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done with each method of a workspace's session, but for those about addresses. */
final class WorkspaceActs {
  private static final int MOST_CLAIMS = 4;

  private WorkspaceActs() {}

  /** What is done once the session is open. */
  interface Within {
    void perform(Turn turn, WorkspaceNode workspace, WorkspaceSession session);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    add(table, "id", (turn, workspace, session) -> assertThat(session.id()).isEqualTo(workspace.scope().workspace()));
    add(table, "describe", WorkspaceActs::describe);
    add(table, "listMailboxes", WorkspaceActs::listMailboxes);
    add(table, "renameMailbox", WorkspaceActs::renameMailbox);
    add(table, "deleteMailbox", WorkspaceActs::deleteMailbox);
    add(table, "openMailbox", WorkspaceActs::openMailbox);
    add(table, "claimDomain", WorkspaceActs::claimDomain);
    add(table, "listDomains", WorkspaceActs::listDomains);
    add(table, "domainRecords", DomainActs::domainRecords);
    add(table, "verifyDomain", DomainActs::verifyDomain);
    add(table, "releaseDomain", WorkspaceActs::releaseDomain);
  }

  static void add(Map<Method, SessionMethods.Act> table, String name, Within act) {
    SessionMethods.put(table, WorkspaceSession.class, name, turn -> turn.someWorkspace()
        .ifPresent(workspace -> turn.open(workspace).ifPresent(session -> act.perform(turn, workspace, session))));
  }

  static Target<MailboxNode, MailboxId> target(Turn turn, WorkspaceNode workspace) {
    return Target.pick(workspace.present(), turn.world().model.mailboxes(), node -> node.scope().mailbox(),
        turn.world().absentIds.mailbox(), turn.random());
  }

  static Optional<FailureReason> refusalToManage(Turn turn, Target<MailboxNode, MailboxId> target) {
    Standing standing = target.node().map(Node::standing).orElse(Standing.ERASED);
    return turn.world().model.refusal(turn.key(), Permission.MANAGE_MAILBOXES, standing, turn.world().clock.instant());
  }

  static void assertShown(MailboxNode node, Mailbox shown) {
    assertThat(node.isShownAs(shown)).as("%s as %s", node.slots(), shown).isTrue();
  }

  static void describe(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    turn.expect(turn.refusal(Permission.READ, workspace), session::describe)
        .ifPresent(shown -> assertThat(workspace.isShownAs(shown)).isTrue());
  }

  static void listMailboxes(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    new Lists(turn).list("mailboxes " + workspace.scope().workspace(), turn.refusal(Permission.READ, workspace),
        session::listMailboxes, workspace.present(), node -> node.scope().mailbox().toString(),
        shown -> shown.id().toString(), MailboxNode::isShownAs);
  }

  private static void renameMailbox(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<MailboxNode, MailboxId> target = target(turn, workspace);
    String name = workspace.canary + " renamed " + turn.world().number();
    turn.expectAt(target, refusalToManage(turn, target), id -> session.renameMailbox(id, name)).ifPresent(renamed -> {
      target.node().orElseThrow().displayName = name;
      assertShown(target.node().orElseThrow(), renamed);
    });
  }

  private static void deleteMailbox(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<MailboxNode, MailboxId> target = target(turn, workspace);
    Optional<FailureReason> refusal = refusalToManage(turn, target);
    if (refusal.isEmpty() && !turn.chance(30)) {
      return;
    }
    turn.expectAt(target, refusal, id -> {
      session.deleteMailbox(id);
      return id;
    }).ifPresent(gone -> target.node().orElseThrow().ownStanding(Standing.ERASED));
  }

  private static void openMailbox(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<MailboxNode, MailboxId> target = target(turn, workspace);
    Standing standing = target.node().map(Node::standing).orElse(Standing.ERASED);
    turn.expectAt(target, turn.world().model.refusalToOpen(turn.key(), standing, turn.world().clock.instant()),
        session::openMailbox).ifPresent(opened -> assertThat(opened.id()).isEqualTo(target.id()));
  }

  private static void claimDomain(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    DomainName name = DomainName.of(turn.any(names(workspace)).orElseThrow());
    Optional<ClaimNode> there = workspace.claim(name);
    if (there.isEmpty() && workspace.claims.size() >= MOST_CLAIMS) {
      return;
    }
    Optional<FailureReason> taken = there.isEmpty() && turn.world().model.isTaken(name)
        ? Optional.of(FailureReason.DOMAIN_TAKEN)
        : Optional.empty();
    turn.expect(turn.refusal(Permission.MANAGE_DOMAINS, workspace).or(() -> taken),
        () -> session.claimDomain(name.value())).ifPresent(claimed -> {
          ClaimNode node = there.orElseGet(() -> new ClaimNode(workspace, claimed.id(), name));
          if (there.isEmpty()) {
            workspace.claims.add(node);
          }
          assertThat(node.isShownAs(claimed)).isTrue();
        });
  }

  /** Names of its own, and names that all workspaces contend for. */
  static List<String> names(WorkspaceNode workspace) {
    return List.of(workspace.canary + "-1.example", workspace.canary + "-2.example", "contested-1.example",
        "contested-2.example", Model.PLATFORM.value());
  }

  static void listDomains(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    new Lists(turn).list("domains " + workspace.scope().workspace(), turn.refusal(Permission.READ, workspace),
        session::listDomains, workspace.claims, node -> node.id.toString(), shown -> shown.id().toString(),
        ClaimNode::isShownAs);
  }

  static Target<ClaimNode, DomainId> claim(Turn turn, WorkspaceNode workspace) {
    List<ClaimNode> all = turn.world().model.workspaces().stream().flatMap(node -> node.claims.stream()).toList();
    return Target.pick(workspace.claims, all, claim -> claim.id, turn.world().absentIds.domain(), turn.random());
  }

  private static void releaseDomain(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<ClaimNode, DomainId> target = claim(turn, workspace);
    if (target.node().isPresent() && !turn.chance(40)) {
      return;
    }
    Optional<FailureReason> absent = target.node().isPresent()
        ? Optional.empty()
        : Optional.of(FailureReason.NOT_FOUND);
    turn.expectAt(target, turn.refusal(Permission.MANAGE_DOMAINS, workspace).or(() -> absent), id -> {
      session.releaseDomain(id);
      return id;
    }).ifPresent(released -> {
      workspace.claims.remove(target.node().orElseThrow());
      workspace.mailboxes.forEach(mailbox -> mailbox.lose(released));
    });
  }
}
