package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.address.EmailAddress;
import dev.postroom.policy.SendingPause;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxPolicy;
import dev.postroom.session.SuppressionPolicy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done with the methods of a policy that suppress addresses, or pause a mailbox. */
final class SuppressionActs {
  private static final int MOST_SUPPRESSED = 3;
  private static final List<Suppression.Reason> WEAKEST_FIRST = List.of(Suppression.Reason.MANUAL,
      Suppression.Reason.HARD_BOUNCE, Suppression.Reason.UNSUBSCRIBE, Suppression.Reason.COMPLAINT);
  private static final Comparator<Suppression> STRENGTH =
      Comparator.comparing((Suppression entry) -> entry.expiresAt().orElse(Instant.MAX))
          .thenComparingInt(entry -> WEAKEST_FIRST.indexOf(entry.reason()));

  private SuppressionActs() {}

  /** What is done once the policy is open. */
  private interface Within {
    void perform(Turn turn, Node place, SuppressionPolicy policy);
  }

  /** What is done once the policy of a mailbox is open. */
  private interface WithinMailbox {
    void perform(Turn turn, MailboxNode mailbox, MailboxPolicy policy);
  }

  static void addTo(Map<Method, SessionMethods.Act> table) {
    add(table, "suppress", SuppressionActs::suppress);
    add(table, "unsuppress", SuppressionActs::unsuppress);
    add(table, "findSuppression", SuppressionActs::findSuppression);
    add(table, "listSuppressions", SuppressionActs::listSuppressions);
    addOfMailbox(table, "pause", SuppressionActs::pause);
    addOfMailbox(table, "pauseSending", SuppressionActs::pauseSending);
    addOfMailbox(table, "resumeSending", SuppressionActs::resumeSending);
  }

  private static void add(Map<Method, SessionMethods.Act> table, String name, Within act) {
    SessionMethods.put(table, SuppressionPolicy.class, name, turn -> turn.somePlaceBelowTenant()
        .ifPresent(place -> turn.openPolicy(place).ifPresent(policy -> {
          if (policy instanceof SuppressionPolicy suppressing) {
            act.perform(turn, place, suppressing);
          }
        })));
  }

  private static void addOfMailbox(Map<Method, SessionMethods.Act> table, String name, WithinMailbox act) {
    SessionMethods.put(table, MailboxPolicy.class, name, turn -> turn.someMailbox()
        .ifPresent(mailbox -> turn.open(mailbox).ifPresent(session -> act.perform(turn, mailbox, session.policy()))));
  }

  /** One that is suppressed there or elsewhere, one near by, or a stranger with the secret in its name. */
  private static EmailAddress address(Turn turn, Node place) {
    List<EmailAddress> there = place.policy().suppressions.stream().map(Suppression::address).toList();
    List<EmailAddress> near = PolicyActs.near(place);
    return turn.any(there)
        .filter(any -> turn.chance(50))
        .or(() -> turn.any(near).filter(any -> turn.chance(50)))
        .orElseGet(() -> EmailAddress.parse(PolicyActs.secret(place).orElseThrow() + "@unwanted.example"));
  }

  private static void suppress(Turn turn, Node place, SuppressionPolicy policy) {
    EmailAddress address = address(turn, place);
    Suppression.Reason reason = turn.any(WEAKEST_FIRST).orElseThrow();
    Instant now = turn.world().clock.instant();
    Optional<Instant> end = turn.chance(60)
        ? Optional.of(now.plus(Duration.ofMinutes(1 + turn.random().nextInt(60))))
        : Optional.empty();
    List<Suppression> all = place.policy().suppressions;
    Optional<Suppression> there = all.stream().filter(entry -> entry.address().equals(address)).findFirst();
    if (there.isEmpty() && all.size() >= MOST_SUPPRESSED) {
      return;
    }
    turn.expect(turn.refusal(Permission.MANAGE_POLICY, place), () -> policy.suppress(address, reason, end))
        .ifPresent(shown -> {
          Suppression wanted = new Suppression(shown.id(), address, reason, Optional.empty(), now, end);
          Optional<Suppression> stronger = there.filter(entry -> STRENGTH.compare(entry, wanted) >= 0);
          assertThat(shown).isEqualTo(stronger.orElse(wanted));
          if (stronger.isEmpty()) {
            there.ifPresent(all::remove);
            all.add(shown);
          }
        });
  }

  private static void unsuppress(Turn turn, Node place, SuppressionPolicy policy) {
    EmailAddress address = address(turn, place);
    turn.expect(turn.refusal(Permission.MANAGE_POLICY, place), () -> {
      policy.unsuppress(address);
      return place.scope();
    }).ifPresent(done -> place.policy().suppressions.removeIf(entry -> entry.address().equals(address)));
  }

  /** Also an address that a neighbour suppresses. */
  static void findSuppression(Turn turn, Node place, SuppressionPolicy policy) {
    List<EmailAddress> elsewhere = turn.world().model.mailboxes()
        .stream()
        .flatMap(mailbox -> mailbox.above.policy().suppressions.stream())
        .map(Suppression::address)
        .toList();
    EmailAddress address = turn.any(elsewhere).filter(any -> turn.chance(50)).orElseGet(() -> address(turn, place));
    turn.expect(turn.refusal(Permission.READ_USAGE, place), () -> policy.findSuppression(address))
        .ifPresent(found -> assertThat(found)
            .isEqualTo(place.policy().suppression(address, turn.world().clock.instant())));
  }

  static void listSuppressions(Turn turn, Node place, SuppressionPolicy policy) {
    new Lists(turn).list("suppressions " + PolicyActs.idOf(place), turn.refusal(Permission.READ_USAGE, place),
        policy::listSuppressions, place.policy().suppressions, entry -> entry.id().toString(),
        shown -> shown.id().toString(), Suppression::equals);
  }

  static void pause(Turn turn, MailboxNode mailbox, MailboxPolicy policy) {
    turn.expect(turn.refusal(Permission.READ_USAGE, mailbox), policy::pause)
        .ifPresent(shown -> assertThat(shown)
            .isEqualTo(mailbox.pausedSince.map(since -> new SendingPause(SendingPause.Cause.MANUAL, since))));
  }

  private static void pauseSending(Turn turn, MailboxNode mailbox, MailboxPolicy policy) {
    turn.expect(turn.refusal(Permission.MANAGE_POLICY, mailbox), () -> {
      policy.pauseSending();
      return mailbox;
    })
        .ifPresent(
            paused -> mailbox.pausedSince = mailbox.pausedSince.or(() -> Optional.of(turn.world().clock.instant())));
  }

  private static void resumeSending(Turn turn, MailboxNode mailbox, MailboxPolicy policy) {
    turn.expect(turn.refusal(Permission.MANAGE_POLICY, mailbox), () -> {
      policy.resumeSending();
      return mailbox;
    }).ifPresent(resumed -> mailbox.pausedSince = Optional.empty());
  }
}
