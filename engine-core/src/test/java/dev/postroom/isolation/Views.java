package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.Suppression;
import dev.postroom.session.Deliveries;
import dev.postroom.session.MailboxPolicy;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.Policy;
import dev.postroom.session.SuppressionPolicy;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** All that each key can list and read, compared with what it should be. */
record Views(World world, Random random) {

  void checkAll() {
    world.model.keys.forEach(key -> look(new Turn(world, random, key), place -> true));
    assertThreadsAreApart();
  }

  /** These places with every key, and now and then all places with one of them. */
  void check(Set<Node> touched) {
    world.model.keys.stream()
        .filter(key -> touched.stream().anyMatch(place -> Node.isWithin(key.scope(), place.scope())))
        .forEach(key -> look(new Turn(world, random, key), touched::contains));
    if (!world.model.keys.isEmpty() && random.nextInt(4) == 0) {
      look(new Turn(world, random, world.model.keys.get(random.nextInt(world.model.keys.size()))), place -> true);
    }
  }

  private void look(Turn turn, Predicate<Node> at) {
    switch (turn.key().place) {
      case TenantNode tenant -> lookAt(turn, tenant, at);
      case WorkspaceNode workspace -> lookAt(turn, workspace, at);
      case MailboxNode mailbox -> lookAt(turn, mailbox, at);
    }
  }

  private void lookAt(Turn turn, TenantNode tenant, Predicate<Node> at) {
    if (at.test(tenant)) {
      turn.open(tenant).ifPresent(session -> lookAt(turn, tenant, session));
    }
    tenant.workspaces.forEach(workspace -> lookAt(turn, workspace, at));
  }

  private void lookAt(Turn turn, TenantNode tenant, TenantSession session) {
    new Lists(turn).all(turn.refusal(Permission.MANAGE_WORKSPACES, tenant), limit(), session::listWorkspaces,
        tenant.present(), WorkspaceNode::isShownAs);
    lookAt(turn, tenant, session.policy());
    if (turn.chance(50)) {
      TenantActs.listWorkspaces(turn, tenant, session);
    }
  }

  private void lookAt(Turn turn, WorkspaceNode workspace, Predicate<Node> at) {
    if (at.test(workspace)) {
      turn.open(workspace).ifPresent(session -> lookAt(turn, workspace, session));
    }
    workspace.mailboxes.forEach(mailbox -> lookAt(turn, mailbox, at));
  }

  private void lookAt(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    new Lists(turn).all(turn.refusal(Permission.READ, workspace), limit(), session::listMailboxes,
        workspace.present(), MailboxNode::isShownAs);
    new Lists(turn).all(turn.refusal(Permission.READ, workspace), limit(), session::listDomains, workspace.claims,
        ClaimNode::isShownAs);
    lookAt(turn, workspace, session.policy());
    switch (random.nextInt(6)) {
      case 0 -> AddressActs.findMailbox(turn, workspace, session);
      case 1 -> WorkspaceActs.listMailboxes(turn, workspace, session);
      case 2 -> WorkspaceActs.listDomains(turn, workspace, session);
      case 3 -> WorkspaceActs.describe(turn, workspace, session);
      default -> {
        // Now and then is enough, for there are many sessions in each step.
      }
    }
  }

  private void lookAt(Turn turn, MailboxNode mailbox, Predicate<Node> at) {
    if (at.test(mailbox)) {
      turn.open(mailbox).ifPresent(session -> lookAt(turn, mailbox, session));
    }
  }

  private void lookAt(Turn turn, MailboxNode mailbox, MailboxSession session) {
    Filter filter = turn.chance(70) ? Filter.all() : Filter.any(turn);
    List<LetterNode> expected = mailbox.newestFirst(filter.selects());
    new Lists(turn).all(turn.refusal(Permission.READ, mailbox), limit(),
        page -> session.list(ReaderActs.paged(filter.query(), page)), expected, LetterNode::isShownAs);
    lookAt(turn, mailbox, session.policy());
    lookAt(turn, mailbox, session.deliveries());
    Target<LetterNode, MessageId> target = ReaderActs.target(turn, mailbox);
    switch (random.nextInt(6)) {
      case 0 -> ReaderActs.read(turn, mailbox, session, target);
      case 1 -> ReaderActs.openRaw(turn, mailbox, session, target);
      case 2 -> ReaderActs.openAttachment(turn, mailbox, session, target);
      case 3 -> ReaderActs.list(turn, mailbox, session);
      case 4 -> ReaderActs.describe(turn, mailbox, session);
      default -> {
        // Content is opened now and then: summaries are compared with each step.
      }
    }
  }

  private void lookAt(Turn turn, MailboxNode mailbox, Deliveries deliveries) {
    switch (random.nextInt(8)) {
      case 0 -> DeliveryActs.read(turn, mailbox, deliveries);
      case 1 -> DeliveryActs.ofMessage(turn, mailbox, deliveries);
      case 2 -> DeliveryActs.list(turn, mailbox, deliveries);
      case 3 -> DeliveryActs.statistics(turn, mailbox, deliveries);
      default -> new Lists(turn).all(turn.refusal(Permission.READ, mailbox), limit(),
          page -> deliveries.list(Set.of(), page), mailbox.parcels(Set.of()), ParcelNode::isShownAs);
    }
  }

  private void lookAt(Turn turn, Node place, Policy policy) {
    Optional<FailureReason> refusal = turn.refusal(Permission.READ_USAGE, place);
    switch (random.nextInt(12)) {
      case 0 -> PolicyActs.listEntries(turn, place, policy);
      case 1 -> PolicyActs.limits(turn, place, policy);
      case 2 -> PolicyActs.usage(turn, place, policy);
      case 3 -> new Lists(turn).all(refusal, limit(), page -> policy.listEntries(Direction.SEND, page),
          place.policy().entries(Direction.SEND), ListEntry::equals);
      case 4 -> new Lists(turn).all(refusal, limit(), page -> policy.listEntries(Direction.RECEIVE, page),
          place.policy().entries(Direction.RECEIVE), ListEntry::equals);
      case 5, 6 -> {
        if (policy instanceof SuppressionPolicy suppressing) {
          new Lists(turn).all(refusal, limit(), suppressing::listSuppressions, place.policy().suppressions,
              Suppression::equals);
          SuppressionActs.findSuppression(turn, place, suppressing);
        }
      }
      case 7 -> {
        if (policy instanceof MailboxPolicy ofMailbox && place instanceof MailboxNode mailbox) {
          SuppressionActs.pause(turn, mailbox, ofMailbox);
        }
      }
      default -> {
        // Lists are short and change seldom: now and then is enough.
      }
    }
  }

  private int limit() {
    return random.nextInt(4) == 0 ? 2 : 50;
  }

  /** A Message-ID that is known in one mailbox leads to no thread of another. */
  private void assertThreadsAreApart() {
    Map<ThreadId, MailboxNode> threads = new HashMap<>();
    world.model.mailboxes()
        .forEach(mailbox -> mailbox.letters.forEach(
            letter -> assertThat(threads.computeIfAbsent(letter.thread, first -> mailbox)).isSameAs(mailbox)));
  }
}
