package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MailboxId;
import dev.postroom.session.WorkspaceSession;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done with the methods of a workspace's session that are about addresses. */
final class AddressActs {
  private static final int MOST_MAILBOXES = 3;
  private static final int MOST_ADDRESSES = 5;

  private AddressActs() {}

  static void addTo(Map<Method, SessionMethods.Act> table) {
    WorkspaceActs.add(table, "createMailbox", AddressActs::createMailbox);
    WorkspaceActs.add(table, "findMailbox", AddressActs::findMailbox);
    WorkspaceActs.add(table, "findMailboxByExternalId", AddressActs::findMailboxByExternalId);
    WorkspaceActs.add(table, "addAlias", AddressActs::addAlias);
    WorkspaceActs.add(table, "setPrimaryAddress", AddressActs::setPrimaryAddress);
    WorkspaceActs.add(table, "removeAlias", AddressActs::removeAlias);
  }

  /** An address on a domain of the workspace, of another or of nobody; few local parts and one tag, so that they collide. */
  static EmailAddress address(Turn turn, WorkspaceNode workspace) {
    List<WorkspaceNode> all = turn.world().model.presentWorkspaces();
    WorkspaceNode named = turn.chance(80) ? workspace : turn.any(all).orElse(workspace);
    String domain = turn.any(WorkspaceActs.names(named)).orElseThrow();
    String owner = domain.startsWith(named.canary) ? named.canary : workspace.canary;
    String local = turn.chance(60) ? owner + '.' + turn.random().nextInt(3) : "desk" + turn.random().nextInt(3);
    String tag = turn.chance(10) ? "+tag" : "";
    return EmailAddress.parse(local + tag + '@' + domain);
  }

  private static void createMailbox(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Wanted wanted = wanted(turn, workspace);
    if (existing(workspace, wanted).isEmpty() && workspace.present().size() >= MOST_MAILBOXES) {
      return;
    }
    create(turn.world().model, workspace, wanted, new Creating(turn, session));
  }

  private static Wanted wanted(Turn turn, WorkspaceNode workspace) {
    Optional<MailboxNode> there = turn.any(workspace.present());
    if (there.isPresent() && turn.chance(30)) {
      return there.get().createdFrom;
    }
    String externalId = workspace.canary + "-box-" + turn.random().nextInt(6);
    EmailAddress primary = address(turn, workspace);
    List<EmailAddress> aliases = Stream.of(address(turn, workspace))
        .filter(alias -> turn.chance(40) && !alias.equals(primary))
        .toList();
    return new Wanted(externalId, primary, aliases, workspace.canary + " box");
  }

  private static Optional<MailboxNode> existing(WorkspaceNode workspace, Wanted wanted) {
    return workspace.present().stream().filter(node -> node.externalId.equals(wanted.externalId())).findFirst();
  }

  /** Makes a mailbox with a key, and the node for it. */
  private record Creating(Turn turn, WorkspaceSession session) {}

  private static void create(Model model, WorkspaceNode workspace, Wanted wanted, Creating creating) {
    Turn turn = creating.turn();
    Optional<MailboxNode> there = existing(workspace, wanted);
    Optional<FailureReason> refusal = turn.refusal(Permission.MANAGE_MAILBOXES, workspace)
        .or(() -> there.flatMap(node -> conflict(node, wanted)))
        .or(() -> there.filter(node -> node.primary.isPresent()).isPresent()
            ? Optional.empty()
            : refusalOfAddresses(model, workspace, wanted, there));
    turn.expect(refusal, () -> creating.session().createMailbox(wanted.asNewMailbox())).ifPresent(made -> {
      MailboxNode node = there.orElseGet(() -> added(model, workspace, wanted, made.id()));
      addressedAgain(model, node);
      WorkspaceActs.assertShown(node, made);
    });
  }

  private static Optional<FailureReason> conflict(MailboxNode there, Wanted wanted) {
    return there.createdFrom.equals(wanted) ? Optional.empty() : Optional.of(FailureReason.EXTERNAL_ID_CONFLICT);
  }

  private static void addressedAgain(Model model, MailboxNode node) {
    if (node.primary.isEmpty()) {
      node.makePrimary(model.slot(node.above, node.createdFrom.address()).orElseThrow());
      node.createdFrom.aliases().forEach(alias -> node.addAlias(model.slot(node.above, alias).orElseThrow()));
    }
  }

  private static Optional<FailureReason> refusalOfAddresses(Model model, WorkspaceNode workspace, Wanted wanted,
      Optional<MailboxNode> by) {
    return Stream.concat(Stream.of(wanted.address()), wanted.aliases().stream())
        .flatMap(address -> refusalOfAddress(model, workspace, address, by).stream())
        .findFirst();
  }

  private static Optional<FailureReason> refusalOfAddress(Model model, WorkspaceNode workspace, EmailAddress address,
      Optional<MailboxNode> by) {
    Optional<Slot> slot = model.slot(workspace, address);
    if (slot.isEmpty()) {
      return Optional.of(FailureReason.NOT_FOUND);
    }
    if (model.isTagOfPlatform(address)) {
      return Optional.of(FailureReason.INVALID_INPUT);
    }
    return model.holder(slot.get())
        .filter(holder -> !by.equals(Optional.of(holder)))
        .map(other -> FailureReason.ADDRESS_TAKEN);
  }

  static MailboxNode added(Model model, WorkspaceNode workspace, Wanted wanted, MailboxId id) {
    List<Slot> aliases = wanted.aliases()
        .stream()
        .map(alias -> model.slot(workspace, alias).orElseThrow())
        .toList();
    MailboxNode node = new MailboxNode(workspace, workspace.admin.openMailbox(id), wanted,
        model.slot(workspace, wanted.address()).orElseThrow(), aliases);
    workspace.mailboxes.add(node);
    return node;
  }

  static void findMailbox(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    List<EmailAddress> known = new ArrayList<>();
    turn.world().model.mailboxes().forEach(box -> box.slots().forEach(slot -> known.add(slot.address())));
    EmailAddress address = turn.any(known).filter(any -> turn.chance(70)).orElseGet(() -> address(turn, workspace));
    Optional<MailboxNode> expected = turn.world().model.slot(workspace, address).flatMap(workspace::mailboxAt);
    turn.expect(turn.refusal(Permission.READ, workspace), () -> session.findMailbox(address)).ifPresent(found -> {
      assertThat(found.isPresent()).as("found by %s", address).isEqualTo(expected.isPresent());
      found.ifPresent(shown -> WorkspaceActs.assertShown(expected.orElseThrow(), shown));
    });
  }

  static void findMailboxByExternalId(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    String externalId = turn.any(turn.world().model.mailboxes()).map(any -> any.externalId).orElse("nobody's");
    Optional<MailboxNode> expected =
        workspace.present().stream().filter(node -> node.externalId.equals(externalId)).findFirst();
    turn.expect(turn.refusal(Permission.READ, workspace), () -> session.findMailboxByExternalId(externalId))
        .ifPresent(found -> {
          assertThat(found.isPresent()).isEqualTo(expected.isPresent());
          found.ifPresent(shown -> WorkspaceActs.assertShown(expected.orElseThrow(), shown));
        });
  }

  private static void addAlias(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<MailboxNode, MailboxId> target = WorkspaceActs.target(turn, workspace);
    EmailAddress address = address(turn, workspace);
    if (target.node().filter(node -> node.slots().size() >= MOST_ADDRESSES).isPresent()) {
      return;
    }
    turn.expectAt(target, refusalOfAddress(turn, workspace, target, address), id -> session.addAlias(id, address))
        .ifPresent(changed -> {
          MailboxNode node = target.node().orElseThrow();
          node.addAlias(turn.world().model.slot(workspace, address).orElseThrow());
          WorkspaceActs.assertShown(node, changed);
        });
  }

  private static void setPrimaryAddress(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<MailboxNode, MailboxId> target = WorkspaceActs.target(turn, workspace);
    EmailAddress address = address(turn, workspace);
    if (target.node().filter(node -> node.slots().size() >= MOST_ADDRESSES).isPresent()) {
      return;
    }
    turn.expectAt(target, refusalOfAddress(turn, workspace, target, address),
        id -> session.setPrimaryAddress(id, address)).ifPresent(changed -> {
          MailboxNode node = target.node().orElseThrow();
          node.makePrimary(turn.world().model.slot(workspace, address).orElseThrow());
          WorkspaceActs.assertShown(node, changed);
        });
  }

  private static Optional<FailureReason> refusalOfAddress(Turn turn, WorkspaceNode workspace,
      Target<MailboxNode, MailboxId> target, EmailAddress address) {
    return WorkspaceActs.refusalToManage(turn, target)
        .or(() -> refusalOfAddress(turn.world().model, workspace, address, target.node()));
  }

  private static void removeAlias(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<MailboxNode, MailboxId> target = WorkspaceActs.target(turn, workspace);
    EmailAddress address = target.node()
        .flatMap(node -> turn.any(node.slots()))
        .map(Slot::address)
        .filter(own -> turn.chance(60))
        .orElseGet(() -> address(turn, workspace));
    Optional<FailureReason> isPrimary = target.node()
        .flatMap(node -> node.primary)
        .filter(primary -> primary.address().equals(address))
        .map(primary -> FailureReason.WRONG_STATE);
    turn.expectAt(target, WorkspaceActs.refusalToManage(turn, target).or(() -> isPrimary),
        id -> session.removeAlias(id, address)).ifPresent(changed -> {
          MailboxNode node = target.node().orElseThrow();
          node.aliases.removeIf(alias -> alias.address().equals(address));
          WorkspaceActs.assertShown(node, changed);
        });
  }
}
