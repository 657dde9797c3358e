package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.id.TypedId;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.Policy;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.testkit.isolation.Answer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** One key's turn to act: opens sessions, makes calls, and compares each answer with what the model says. */
record Turn(World world, Random random, KeyNode key) {

  /** Makes a call; what is answered must be the refusal or, without one, a value. */
  <T> Optional<T> expect(Optional<FailureReason> refusal, Supplier<T> call) {
    Optional<T> value = compared(refusal, call);
    world.outcomes.add(new World.Outcome(world.trying, refusal));
    return value;
  }

  private <T> Optional<T> compared(Optional<FailureReason> refusal, Supplier<T> call) {
    Answer<T> answer = Answer.to(call);
    String text = answer.toString();
    none(world.canaries.strangerIn(answer, text, key.scope()), "what %s was shown of others");
    none(Canaries.secretIn(text), "text form of what %s was shown");
    if (!answer.reason().equals(refusal)) {
      assertThat(answer.reason()).as("answer to %s: %s", key, answer.failure()).isEqualTo(refusal);
    }
    return answer.value();
  }

  /** Most of all is compared here, so nothing is described that need not be. */
  private void none(Optional<String> found, String of) {
    if (found.isPresent()) {
      assertThat(found).as(of, key).isEmpty();
    }
  }

  /** Makes a call with an id; where the id is not of this place, it must be answered like one that never was. */
  <N, I extends TypedId, T> Optional<T> expectAt(Target<N, I> target, Optional<FailureReason> refusal,
      Function<I, T> call) {
    target.node().filter(Node.class::isInstance).map(Node.class::cast).ifPresent(world.touched::at);
    if (target.node().isEmpty()) {
      Answer<T> absent = Answer.to(() -> call.apply(target.absent()));
      Answer<T> foreign = Answer.to(() -> call.apply(target.id()));
      assertThat(foreign.failure()).as("answer to %s for a foreign id", key).isEqualTo(absent.failure());
    }
    return expect(refusal, () -> call.apply(target.id()));
  }

  Optional<FailureReason> refusal(Permission needed, Node place) {
    return world.model.refusal(key, needed, place.standing(), world.clock.instant());
  }

  /** A session of the key's tenant; empty when it is refused, as it should be then. */
  Optional<TenantSession> open(TenantNode tenant) {
    return held(tenant, TenantSession.class, this::openTenant);
  }

  private Optional<TenantSession> openTenant() {
    return compared(atTheDoor(), () -> world.engine.keyedAccess().openTenant(key.key));
  }

  /** A session of a workspace in the key's scope; empty when it is refused, as it should be then. */
  Optional<WorkspaceSession> open(WorkspaceNode workspace) {
    return held(workspace, WorkspaceSession.class, () -> openAnew(workspace));
  }

  private Optional<WorkspaceSession> openAnew(WorkspaceNode workspace) {
    if (key.place instanceof TenantNode) {
      return openTenant()
          .flatMap(session -> compared(toOpen(workspace), () -> session.openWorkspace(workspace.scope().workspace())));
    }
    return compared(atTheDoor(), () -> world.engine.keyedAccess().openWorkspace(key.key));
  }

  /** A session of a mailbox in the key's scope; empty when it is refused, as it should be then. */
  Optional<MailboxSession> open(MailboxNode mailbox) {
    return held(mailbox, MailboxSession.class, () -> openAnew(mailbox));
  }

  private Optional<MailboxSession> openAnew(MailboxNode mailbox) {
    if (key.place instanceof MailboxNode) {
      return compared(atTheDoor(), () -> world.engine.keyedAccess().openMailbox(key.key));
    }
    return openAnew(mailbox.above)
        .flatMap(session -> compared(toOpen(mailbox), () -> session.openMailbox(mailbox.scope().mailbox())));
  }

  private Optional<FailureReason> atTheDoor() {
    return world.model.refusalAtTheDoor(key, world.clock.instant());
  }

  Optional<FailureReason> toOpen(Node place) {
    return world.model.refusalToOpen(key, place.standing(), world.clock.instant());
  }

  /** Every other time the session that was opened long ago, whatever happened since. */
  private <S> Optional<S> held(Node place, Class<S> type, Supplier<Optional<S>> anew) {
    world.touched.at(place);
    World.HeldSession name = new World.HeldSession(key, place.scope());
    if (world.heldSessions.containsKey(name) && random.nextBoolean()) {
      return Optional.of(type.cast(Objects.requireNonNull(world.heldSessions.get(name))));
    }
    Optional<S> opened = anew.get();
    opened.ifPresent(session -> world.heldSessions.putIfAbsent(name, session));
    return opened;
  }

  /** A tenant in the key's scope, if the key has a tenant's scope. */
  Optional<TenantNode> someTenant() {
    return key.place instanceof TenantNode tenant ? Optional.of(tenant) : Optional.empty();
  }

  /** A workspace in the key's scope, also one that is gone. */
  Optional<WorkspaceNode> someWorkspace() {
    return switch (key.place) {
      case TenantNode tenant -> any(tenant.workspaces);
      case WorkspaceNode workspace -> Optional.of(workspace);
      case MailboxNode mailbox -> Optional.empty();
    };
  }

  /** A mailbox in the key's scope, also one that is gone. */
  Optional<MailboxNode> someMailbox() {
    return key.place instanceof MailboxNode mailbox
        ? Optional.of(mailbox)
        : someWorkspace().flatMap(workspace -> any(workspace.mailboxes));
  }

  /** A place in the key's scope. */
  Optional<Node> somePlace() {
    return switch (random.nextInt(3)) {
      case 0 -> someTenant().map(tenant -> tenant);
      case 1 -> someWorkspace().map(workspace -> workspace);
      default -> someMailbox().map(mailbox -> mailbox);
    };
  }

  /** A workspace or mailbox in the key's scope. */
  Optional<Node> somePlaceBelowTenant() {
    return random.nextBoolean() ? someWorkspace().map(workspace -> workspace) : someMailbox().map(mailbox -> mailbox);
  }

  /** The policy of a place in the key's scope; empty when it is not opened. */
  Optional<Policy> openPolicy(Node place) {
    return switch (place) {
      case TenantNode tenant -> open(tenant).map(TenantSession::policy);
      case WorkspaceNode workspace -> open(workspace).map(WorkspaceSession::policy);
      case MailboxNode mailbox -> open(mailbox).map(MailboxSession::policy);
    };
  }

  <T> Optional<T> any(List<T> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(items.get(random.nextInt(items.size())));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
