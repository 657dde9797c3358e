package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.tenancy.DnsRecord;
import java.util.List;
import java.util.Optional;

/** What is published of domains, and looked up: who holds a domain may publish for one of those who claim it. */
final class DomainActs {
  private DomainActs() {}

  static void domainRecords(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<ClaimNode, DomainId> target = WorkspaceActs.claim(turn, workspace);
    Optional<FailureReason> refusal = refusal(turn, workspace, target);
    if (refusal.isEmpty() && isSlow(turn, target)) {
      return;
    }
    turn.expectAt(target, refusal, session::domainRecords).ifPresent(records -> {
      ClaimNode claim = target.node().orElseThrow();
      assertThat(records.records()).extracting(DnsRecord::name)
          .allMatch(name -> name.value().endsWith(claim.name.value()));
      DnsRecord ownership = records.records().get(0);
      assertThat(claim.ownership).isIn(Optional.empty(), Optional.of(ownership.value()));
      claim.ownership = Optional.of(ownership.value());
      if (turn.chance(70)) {
        turn.world().note("publish ownership");
        turn.world().dns.records(ownership.name().value(), DnsType.TXT, ownership.value());
      }
    });
  }

  static void verifyDomain(Turn turn, WorkspaceNode workspace, WorkspaceSession session) {
    Target<ClaimNode, DomainId> target = WorkspaceActs.claim(turn, workspace);
    Optional<FailureReason> refusal = refusal(turn, workspace, target);
    if (refusal.isEmpty() && isSlow(turn, target)) {
      return;
    }
    Optional<ClaimNode> owner = target.node().filter(claim -> isPublished(turn, claim) && !claim.confirmed);
    Optional<FailureReason> taken = owner.filter(claim -> turn.world().model.isTaken(claim.name))
        .map(claim -> FailureReason.DOMAIN_TAKEN);
    turn.expectAt(target, refusal.or(() -> taken), session::verifyDomain).ifPresent(verified -> {
      owner.ifPresent(claim -> claim.confirmed = true);
      assertThat(target.node().orElseThrow().isShownAs(verified.domain())).isTrue();
    });
  }

  /** The first call for a claim makes keys. */
  private static boolean isSlow(Turn turn, Target<ClaimNode, DomainId> target) {
    return target.node().filter(claim -> claim.ownership.isEmpty()).isPresent() && !turn.chance(25);
  }

  private static Optional<FailureReason> refusal(Turn turn, WorkspaceNode workspace,
      Target<ClaimNode, DomainId> target) {
    Optional<FailureReason> absent = target.node().isPresent()
        ? Optional.empty()
        : Optional.of(FailureReason.NOT_FOUND);
    return turn.refusal(Permission.MANAGE_DOMAINS, workspace).or(() -> absent);
  }

  private static boolean isPublished(Turn turn, ClaimNode claim) {
    DnsAnswer answer = turn.world().dns.lookup(new DnsName("_postroom." + claim.name), DnsType.TXT);
    return claim.ownership.filter(text -> answer.equals(new DnsAnswer.Records(List.of(text)))).isPresent();
  }
}
