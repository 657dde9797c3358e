package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.id.EntryId;
import dev.postroom.id.TypedId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.Policy;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is done with the methods of a policy that every place has: lists, limits, usage. */
final class PolicyActs {
  private static final int MOST_ENTRIES = 4;

  private PolicyActs() {}

  /** What is done once the policy is open. */
  private interface Within {
    void perform(Turn turn, Node place, Policy policy);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    open(table, TenantSession.class, turn -> turn.someTenant());
    open(table, WorkspaceSession.class, turn -> turn.someWorkspace());
    open(table, MailboxSession.class, turn -> turn.someMailbox());
    add(table, "addEntry", PolicyActs::addEntry);
    add(table, "removeEntry", PolicyActs::removeEntry);
    add(table, "listEntries", PolicyActs::listEntries);
    add(table, "limits", PolicyActs::limits);
    add(table, "usage", PolicyActs::usage);
    SuppressionActs.addTo(table);
  }

  private static void open(Map<Method, SessionMethods.Act> table, Class<?> session,
      Function<Turn, Optional<? extends Node>> some) {
    SessionMethods.put(table, session, "policy", turn -> some.apply(turn)
        .flatMap(turn::openPolicy)
        .ifPresent(policy -> assertThat(session.isInstance(policy)).isFalse()));
  }

  private static void add(Map<Method, SessionMethods.Act> table, String name, Within act) {
    SessionMethods.put(table, Policy.class, name, turn -> turn.somePlace()
        .ifPresent(place -> turn.openPolicy(place).ifPresent(policy -> act.perform(turn, place, policy))));
  }

  /** A word that is nowhere else but in what this place says of others; a tenant has none. */
  static Optional<String> secret(Node place) {
    return switch (place) {
      case TenantNode tenant -> Optional.empty();
      case WorkspaceNode workspace -> Optional.of(workspace.secret());
      case MailboxNode mailbox -> Optional.of(mailbox.above.secret());
    };
  }

  /** Addresses of a place's own, and those that wait to be written to from there. */
  static List<EmailAddress> near(Node place) {
    return mailboxes(place)
        .flatMap(mailbox -> Stream.concat(mailbox.slots().stream().map(Slot::address),
            mailbox.parcels(Set.of(DeliveryState.WAITING)).stream().map(parcel -> parcel.recipient)))
        .toList();
  }

  private static Stream<MailboxNode> mailboxes(Node place) {
    return switch (place) {
      case TenantNode tenant -> tenant.present().stream().flatMap(PolicyActs::mailboxes);
      case WorkspaceNode workspace -> workspace.present().stream();
      case MailboxNode mailbox -> mailbox.above.present().stream();
    };
  }

  private static AddressPattern pattern(Turn turn, Node place) {
    String name = secret(place).orElse("stranger");
    Optional<EmailAddress> own = turn.any(near(place));
    return switch (turn.random().nextInt(own.isPresent() ? 7 : 5)) {
      case 0 -> AddressPattern.of(EmailAddress.parse(name + turn.random().nextInt(2) + "@unwanted.example"));
      case 1 -> AddressPattern.of(DomainName.of(name + ".example"));
      case 2 -> AddressPattern.orBelow(DomainName.of(name + ".example"));
      case 3 -> AddressPattern.of(DomainName.of("remote.example"));
      case 4 -> AddressPattern.everyone();
      case 5 -> AddressPattern.of(own.orElseThrow());
      default -> AddressPattern.orBelow(own.orElseThrow().domain().orElseThrow());
    };
  }

  private static void addEntry(Turn turn, Node place, Policy policy) {
    ListEntry.Direction direction = direction(turn);
    AddressPattern pattern = pattern(turn, place);
    ListEntry.Verdict verdict = turn.chance(pattern.equals(AddressPattern.everyone()) ? 10 : 40)
        ? ListEntry.Verdict.BLOCK
        : ListEntry.Verdict.ALLOW;
    Optional<ListEntry> there = place.policy()
        .entries(direction)
        .stream()
        .filter(entry -> entry.verdict() == verdict && entry.pattern().equals(pattern))
        .findFirst();
    if (there.isEmpty() && place.policy().entries.size() >= MOST_ENTRIES) {
      return;
    }
    turn.expect(turn.refusal(Permission.MANAGE_POLICY, place), () -> policy.addEntry(direction, verdict, pattern))
        .ifPresent(added -> {
          ListEntry expected = there.orElseGet(
              () -> new ListEntry(added.id(), direction, verdict, pattern, turn.world().clock.instant()));
          assertThat(added).isEqualTo(expected);
          if (there.isEmpty()) {
            assertThat(allIds(turn)).doesNotContain(added.id());
            place.policy().entries.add(added);
          }
        });
  }

  private static ListEntry.Direction direction(Turn turn) {
    return turn.any(List.of(ListEntry.Direction.values())).orElseThrow();
  }

  private static Stream<Node> places(Turn turn) {
    Model model = turn.world().model;
    return Stream.<List<? extends Node>>of(model.tenants, model.workspaces(), model.mailboxes()).flatMap(List::stream);
  }

  /** Suppressed addresses are no entries of a list, though their ids are alike. */
  private static List<EntryId> allIds(Turn turn) {
    return places(turn).flatMap(place -> Stream.concat(place.policy().entries.stream().map(ListEntry::id),
        place.policy().suppressions.stream().map(entry -> entry.id()))).toList();
  }

  private static void removeEntry(Turn turn, Node place, Policy policy) {
    List<EntryId> own = place.policy().entries.stream().map(ListEntry::id).toList();
    Target<EntryId, EntryId> target =
        Target.pick(own, allIds(turn), id -> id, turn.world().absentIds.entry(), turn.random());
    Optional<FailureReason> absent =
        target.node().isPresent() ? Optional.empty() : Optional.of(FailureReason.NOT_FOUND);
    turn.expectAt(target, turn.refusal(Permission.MANAGE_POLICY, place).or(() -> absent), id -> {
      policy.removeEntry(id);
      return id;
    }).ifPresent(gone -> place.policy().entries.removeIf(entry -> entry.id().equals(gone)));
  }

  static void listEntries(Turn turn, Node place, Policy policy) {
    ListEntry.Direction direction = direction(turn);
    new Lists(turn).list("entries " + idOf(place) + ' ' + direction, turn.refusal(Permission.READ_USAGE, place),
        page -> policy.listEntries(direction, page), place.policy().entries(direction), entry -> entry.id().toString(),
        shown -> shown.id().toString(), ListEntry::equals);
  }

  static TypedId idOf(Node place) {
    return switch (place) {
      case TenantNode tenant -> tenant.scope().tenant();
      case WorkspaceNode workspace -> workspace.scope().workspace();
      case MailboxNode mailbox -> mailbox.scope().mailbox();
    };
  }

  static void limits(Turn turn, Node place, Policy policy) {
    turn.expect(turn.refusal(Permission.READ_USAGE, place), policy::limits)
        .ifPresent(shown -> assertThat(new HashSet<>(shown.all()))
            .isEqualTo(new HashSet<>(place.policy().limits.all())));
  }

  static void usage(Turn turn, Node place, Policy policy) {
    turn.expect(turn.refusal(Permission.READ_USAGE, place), policy::usage)
        .ifPresent(first -> turn.world().post.eventually("usage",
            () -> policy.usage().equals(UsageOf.place(place, turn.world().today()))));
  }

  /** None, many, or so few that they are used up. */
  static Limits anyLimits(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Limits.none().sends(random.nextInt(3), Limit.Window.MONTH);
      case 1 -> Limits.none().recipients(random.nextInt(6), Limit.Window.DAY).sends(900, Limit.Window.HOUR);
      case 2, 3 -> Limits.none().sends(1_000 + random.nextInt(9), Limit.Window.DAY).receives(800, Limit.Window.SECOND);
      default -> Limits.none();
    };
  }

  /** The same for a key, with which nothing is received. */
  static Limits anyLimitsOfKey(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Limits.none().sends(random.nextInt(3), Limit.Window.MONTH);
      case 1 -> Limits.none().recipients(random.nextInt(6), Limit.Window.DAY).sends(900, Limit.Window.HOUR);
      case 2, 3 -> Limits.none().sends(1_000 + random.nextInt(9), Limit.Window.DAY);
      default -> Limits.none();
    };
  }
}
