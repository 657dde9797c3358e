package dev.postroom.isolation;

import dev.postroom.access.Permission;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.outbound.Explanation.ByList;
import dev.postroom.outbound.Explanation.BySuppression;
import dev.postroom.policy.ListEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What should be there, and what should be answered: plain lists, searched from end to end. */
final class Model {
  static final DomainName PLATFORM = DomainName.of("platform.example");

  final List<TenantNode> tenants = new ArrayList<>();
  final List<KeyNode> keys = new ArrayList<>();
  private final DomainId platform;

  Model(DomainId platform) {
    this.platform = platform;
  }

  List<TenantNode> presentTenants() {
    return tenants.stream().filter(Node::isPresent).toList();
  }

  List<WorkspaceNode> presentWorkspaces() {
    return presentTenants().stream().flatMap(tenant -> tenant.present().stream()).toList();
  }

  List<MailboxNode> presentMailboxes() {
    return presentWorkspaces().stream().flatMap(workspace -> workspace.present().stream()).toList();
  }

  List<Node> present() {
    return Stream.<List<? extends Node>>of(presentTenants(), presentWorkspaces(), presentMailboxes())
        .<Node>flatMap(List::stream)
        .toList();
  }

  List<WorkspaceNode> workspaces() {
    return tenants.stream().flatMap(tenant -> tenant.workspaces.stream()).toList();
  }

  List<MailboxNode> mailboxes() {
    return workspaces().stream().flatMap(workspace -> workspace.mailboxes.stream()).toList();
  }

  /** Why an open session of a key is refused; empty when it is not. */
  Optional<FailureReason> refusal(KeyNode key, Permission needed, Standing place, Instant now) {
    return refusalOfKey(key, FailureReason.KEY_REVOKED, now).or(() -> refusal(place))
        .or(() -> missing(key.permissions.contains(needed)));
  }

  /** Why a place is not opened from an open session; empty when it is. */
  Optional<FailureReason> refusalToOpen(KeyNode key, Standing place, Instant now) {
    return refusalOfKey(key, FailureReason.KEY_REVOKED, now).or(() -> refusal(place))
        .or(() -> missing(!key.permissions.isEmpty()));
  }

  /** Why a key does not open its own place; empty when it does. */
  Optional<FailureReason> refusalAtTheDoor(KeyNode key, Instant now) {
    return refusalOfKey(key, FailureReason.KEY_UNKNOWN, now).or(() -> refusal(key.place.standing()))
        .or(() -> missing(!key.permissions.isEmpty()));
  }

  Optional<FailureReason> refusalOfKey(KeyNode key, FailureReason whenGone, Instant now) {
    if (!key.place.isPresent()) {
      return Optional.of(whenGone);
    }
    if (key.revoked) {
      return Optional.of(FailureReason.KEY_REVOKED);
    }
    return key.expiresAt.filter(end -> !now.isBefore(end)).map(over -> FailureReason.KEY_EXPIRED);
  }

  private static Optional<FailureReason> refusal(Standing place) {
    return switch (place) {
      case ACTIVE -> Optional.empty();
      case SUSPENDED -> Optional.of(FailureReason.SUSPENDED);
      case ERASED -> Optional.of(FailureReason.NOT_FOUND);
    };
  }

  private static Optional<FailureReason> missing(boolean holds) {
    return holds ? Optional.empty() : Optional.of(FailureReason.PERMISSION_MISSING);
  }

  /** Where a message of a mailbox is counted and limited, besides its key. */
  static List<PolicyNode> levels(MailboxNode mailbox) {
    return List.of(mailbox.policy(), mailbox.above.policy(), mailbox.above.above.policy());
  }

  void count(MailboxNode mailbox, PolicyNode.What what, long amount, LocalDate day) {
    levels(mailbox).forEach(level -> level.count(what, day, amount));
  }

  /** The entry that decides about an address, and whose it is. */
  Optional<ByList> decision(ListEntry.Direction direction, MailboxNode mailbox, EmailAddress address) {
    return Stream.of(mailbox, mailbox.above, mailbox.above.above)
        .flatMap(place -> place.policy()
            .decision(direction, address)
            .map(entry -> new ByList(place.scope(), entry))
            .stream())
        .findFirst();
  }

  boolean isBlocked(ListEntry.Direction direction, MailboxNode mailbox, EmailAddress address) {
    return decision(direction, mailbox, address).filter(rule -> rule.entry().verdict() == ListEntry.Verdict.BLOCK)
        .isPresent();
  }

  /** What keeps a mailbox from writing to an address. */
  Optional<BySuppression> suppression(MailboxNode mailbox, EmailAddress address, Instant now) {
    return Stream.of(mailbox, mailbox.above)
        .flatMap(place -> place.policy()
            .suppression(address, now)
            .map(entry -> new BySuppression(place.scope(), entry))
            .stream())
        .findFirst();
  }

  /** Whether an address is on a domain that routes by the claim which it hangs on. */
  boolean isConfirmed(Slot slot) {
    DomainName name = slot.address().domain().orElseThrow();
    return name.equals(PLATFORM) ? slot.domain().equals(platform)
        : confirmed(name).filter(claim -> claim.id.equals(slot.domain())).isPresent();
  }

  /** The domain that an address of this workspace would hang on. */
  Optional<Slot> slot(WorkspaceNode workspace, EmailAddress address) {
    DomainName domain = address.domain().orElseThrow();
    Optional<DomainId> on = domain.equals(PLATFORM)
        ? Optional.of(platform)
        : workspace.claim(domain).map(claim -> claim.id);
    return on.map(id -> new Slot(id, address));
  }

  Optional<MailboxNode> holder(Slot slot) {
    return presentMailboxes().stream().filter(mailbox -> mailbox.has(slot)).findFirst();
  }

  Optional<ClaimNode> confirmed(DomainName domain) {
    return presentWorkspaces().stream()
        .flatMap(workspace -> workspace.claims.stream())
        .filter(claim -> claim.confirmed && claim.name.equals(domain))
        .findFirst();
  }

  boolean isTaken(DomainName domain) {
    return domain.equals(PLATFORM) || confirmed(domain).isPresent();
  }

  /** Where mail to an address goes. */
  Optional<MailboxNode> route(EmailAddress address) {
    DomainName domain = address.domain().orElseThrow();
    if (domain.equals(PLATFORM)) {
      return holder(platform, address);
    }
    return confirmed(domain).flatMap(claim -> holder(claim.id, address)
        .or(() -> claim.catchAll.filter(Node::isPresent)));
  }

  /** The addresses by which a mailbox may write as one: this, or that before its tag if nobody else gets the mail for it. */
  List<Slot> own(MailboxNode mailbox, EmailAddress address) {
    List<Slot> exact = mailbox.slots().stream().filter(slot -> slot.address().equals(address)).toList();
    boolean leadsElsewhere = route(address).filter(other -> other != mailbox).isPresent();
    return !exact.isEmpty() || leadsElsewhere ? exact
        : withoutTag(address).stream()
            .flatMap(bare -> mailbox.slots().stream().filter(slot -> slot.address().equals(bare)))
            .toList();
  }

  /** Whether an address would be part of another one that all workspaces may have. */
  boolean isTagOfPlatform(EmailAddress address) {
    return withoutTag(address).isPresent() && address.domain().equals(Optional.of(PLATFORM));
  }

  private Optional<MailboxNode> holder(DomainId domain, EmailAddress address) {
    return holder(new Slot(domain, address))
        .or(() -> withoutTag(address).flatMap(bare -> holder(new Slot(domain, bare))));
  }

  private static Optional<EmailAddress> withoutTag(EmailAddress address) {
    int plus = address.localPart().indexOf('+');
    return plus > 0
        ? Optional.of(EmailAddress.of(address.localPart().substring(0, plus), address.domain().orElseThrow()))
        : Optional.empty();
  }
}
