package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.access.Standing;
import dev.postroom.error.FailureReason;
import dev.postroom.id.WorkspaceId;
import dev.postroom.session.TenantSession;
import dev.postroom.tenancy.Workspace;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/** What is done with each method of a tenant's session. */
final class TenantActs {
  private static final int MOST_WORKSPACES = 3;

  private TenantActs() {}

  /** What is done once the session is open. */
  private interface Within {
    void perform(Turn turn, TenantNode tenant, TenantSession session);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    add(table, "id", (turn, tenant, session) -> assertThat(session.id()).isEqualTo(tenant.scope().tenant()));
    add(table, "describe", TenantActs::describe);
    add(table, "findWorkspaceByExternalId", TenantActs::findWorkspace);
    add(table, "createWorkspace", TenantActs::createWorkspace);
    add(table, "renameWorkspace", TenantActs::renameWorkspace);
    add(table, "listWorkspaces", TenantActs::listWorkspaces);
    add(table, "openWorkspace", TenantActs::openWorkspace);
  }

  private static void add(Map<Method, SessionMethods.Act> table, String name, Within act) {
    SessionMethods.put(table, TenantSession.class, name, turn -> turn.someTenant()
        .ifPresent(tenant -> turn.open(tenant).ifPresent(session -> act.perform(turn, tenant, session))));
  }

  static void describe(Turn turn, TenantNode tenant, TenantSession session) {
    turn.expect(turn.refusal(Permission.READ, tenant), session::describe)
        .ifPresent(shown -> assertThat(tenant.isShownAs(shown)).isTrue());
  }

  static void findWorkspace(Turn turn, TenantNode tenant, TenantSession session) {
    String externalId = turn.any(turn.world().model.workspaces()).map(any -> any.externalId).orElse("nobody's");
    Optional<WorkspaceNode> expected =
        tenant.present().stream().filter(node -> node.externalId.equals(externalId)).findFirst();
    turn.expect(turn.refusal(Permission.MANAGE_WORKSPACES, tenant), () -> session.findWorkspaceByExternalId(externalId))
        .ifPresent(found -> {
          assertThat(found.isPresent()).isEqualTo(expected.isPresent());
          found.ifPresent(shown -> assertThat(expected.orElseThrow().isShownAs(shown)).isTrue());
        });
  }

  private static void createWorkspace(Turn turn, TenantNode tenant, TenantSession session) {
    Optional<WorkspaceNode> there = turn.any(tenant.present());
    if (there.isPresent() && (turn.chance(50) || tenant.present().size() >= MOST_WORKSPACES)) {
      createAgain(turn, tenant, there.get(), session);
      return;
    }
    String canary = turn.world().canaries.hatch(turn.random());
    String name = canary + " Inc";
    turn.expect(turn.refusal(Permission.MANAGE_WORKSPACES, tenant), () -> {
      Workspace made = session.createWorkspace(canary, name);
      WorkspaceNode node = new WorkspaceNode(tenant, tenant.admin.openWorkspace(made.id()), canary, canary, name);
      turn.world().canaries.belongsTo(canary, node.scope());
      tenant.workspaces.add(node);
      return made;
    }).ifPresent(made -> assertThat(tenant.workspaces.get(tenant.workspaces.size() - 1).isShownAs(made)).isTrue());
  }

  private static void createAgain(Turn turn, TenantNode tenant, WorkspaceNode there, TenantSession session) {
    String name = turn.chance(70) ? there.firstName : there.firstName + " other";
    Optional<FailureReason> conflict = name.equals(there.firstName)
        ? Optional.empty()
        : Optional.of(FailureReason.EXTERNAL_ID_CONFLICT);
    turn.expect(turn.refusal(Permission.MANAGE_WORKSPACES, tenant).or(() -> conflict),
        () -> session.createWorkspace(there.externalId, name))
        .ifPresent(found -> assertThat(there.isShownAs(found)).isTrue());
  }

  static Target<WorkspaceNode, WorkspaceId> target(Turn turn, TenantNode tenant) {
    return Target.pick(tenant.present(), turn.world().model.workspaces(), node -> node.scope().workspace(),
        turn.world().absentIds.workspace(), turn.random());
  }

  private static void renameWorkspace(Turn turn, TenantNode tenant, TenantSession session) {
    Target<WorkspaceNode, WorkspaceId> target = target(turn, tenant);
    String name = target.node().map(node -> node.canary).orElse("nobody's") + " Ltd " + turn.world().number();
    Standing standing = target.node().map(Node::standing).orElse(Standing.ERASED);
    Optional<FailureReason> refusal = turn.world().model.refusal(turn.key(), Permission.MANAGE_WORKSPACES, standing,
        turn.world().clock.instant());
    turn.expectAt(target, refusal, id -> session.renameWorkspace(id, name)).ifPresent(renamed -> {
      WorkspaceNode node = target.node().orElseThrow();
      node.name = name;
      assertThat(node.isShownAs(renamed)).isTrue();
    });
  }

  static void listWorkspaces(Turn turn, TenantNode tenant, TenantSession session) {
    new Lists(turn).list("workspaces " + tenant.scope().tenant(), turn.refusal(Permission.MANAGE_WORKSPACES, tenant),
        session::listWorkspaces, tenant.present(), node -> node.scope().workspace().toString(),
        shown -> shown.id().toString(), WorkspaceNode::isShownAs);
  }

  private static void openWorkspace(Turn turn, TenantNode tenant, TenantSession session) {
    Target<WorkspaceNode, WorkspaceId> target = target(turn, tenant);
    Standing standing = target.node().map(Node::standing).orElse(Standing.ERASED);
    turn.expectAt(target, turn.world().model.refusalToOpen(turn.key(), standing, turn.world().clock.instant()),
        session::openWorkspace).ifPresent(opened -> assertThat(opened.id()).isEqualTo(target.id()));
  }
}
