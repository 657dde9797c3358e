package dev.postroom.isolation;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.id.DomainId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.tenancy.Mailbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A mailbox as it should be. */
final class MailboxNode implements Node {
  final WorkspaceNode above;
  final MailboxAdmin admin;
  final String externalId;
  final Wanted createdFrom;
  final List<Slot> aliases = new ArrayList<>();
  final List<LetterNode> letters = new ArrayList<>();
  private final List<LetterNode> deleted = new ArrayList<>();
  final Map<String, SentOnce> sentOnce = new HashMap<>();
  Optional<Instant> pausedSince = Optional.empty();
  private final PolicyNode policy = new PolicyNode();
  Optional<Slot> primary;
  String displayName;
  private Standing own = Standing.ACTIVE;

  /** What was sent with an idempotency key. */
  record SentOnce(OutgoingMessage message, SendReceipt receipt) {}

  MailboxNode(WorkspaceNode above, MailboxAdmin admin, Wanted createdFrom, Slot primary, List<Slot> aliases) {
    this.above = above;
    this.admin = admin;
    this.externalId = createdFrom.externalId();
    this.createdFrom = createdFrom;
    this.displayName = createdFrom.displayName();
    this.primary = Optional.of(primary);
    this.aliases.addAll(aliases);
  }

  @Override
  public Scope.OfMailbox scope() {
    return admin.scope();
  }

  @Override
  public MailboxAdmin admin() {
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
    admin.rename(displayName);
  }

  boolean has(Slot slot) {
    return slots().contains(slot);
  }

  List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    primary.ifPresent(slots::add);
    slots.addAll(aliases);
    return slots;
  }

  void addAlias(Slot slot) {
    if (!has(slot)) {
      aliases.add(slot);
    }
  }

  void makePrimary(Slot slot) {
    primary.filter(former -> !former.equals(slot)).ifPresent(aliases::add);
    aliases.remove(slot);
    primary = Optional.of(slot);
  }

  void lose(DomainId domain) {
    primary = primary.filter(slot -> !slot.domain().equals(domain));
    aliases.removeIf(slot -> slot.domain().equals(domain));
  }

  /** The newest first. */
  List<ParcelNode> parcels(Set<DeliveryState> states) {
    return Stream.concat(letters.stream(), deleted.stream())
        .flatMap(letter -> letter.parcels.stream())
        .filter(parcel -> states.isEmpty() || states.contains(parcel.state))
        .sorted(Comparator.comparing((ParcelNode parcel) -> parcel.id.toString()).reversed())
        .toList();
  }

  /** What is known of how it was sent stays. */
  void delete(LetterNode letter) {
    letters.remove(letter);
    deleted.add(letter);
  }

  List<LetterNode> newestFirst(Predicate<LetterNode> selected) {
    List<LetterNode> found = new ArrayList<>(letters.stream().filter(selected).toList());
    Collections.reverse(found);
    return found;
  }

  boolean isShownAs(Mailbox shown) {
    Set<EmailAddress> addresses = new HashSet<>();
    slots().forEach(slot -> addresses.add(slot.address()));
    return shown.id().equals(scope().mailbox())
        && shown.externalId().value().equals(externalId)
        && shown.displayName().equals(displayName)
        && shown.addresses().size() == addresses.size()
        && new HashSet<>(shown.addresses()).equals(addresses)
        && primary.filter(slot -> !shown.addresses().get(0).equals(slot.address())).isEmpty()
        && shown.standing() == own
        && shown.usedOctets() == letters.stream().mapToLong(letter -> letter.raw.length).sum()
        && shown.messages() == letters.size();
  }
}
