package dev.postroom.isolation;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxPolicy;
import dev.postroom.session.SuppressionPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What the operator says of others in the name of a place, and how minds change about what is on its way. */
record Minds(World world) {

  /** Keeps a place from a stranger, whose name is the secret of its workspace. */
  void note(Node place) {
    SuppressionPolicy policy = place instanceof MailboxNode mailbox
        ? mailbox.admin.session().policy()
        : ((WorkspaceNode) place).admin.session().policy();
    EmailAddress address = EmailAddress.parse(PolicyActs.secret(place).orElseThrow() + "@unwanted.example");
    for (ListEntry.Direction direction : ListEntry.Direction.values()) {
      place.policy().entries
          .add(policy.addEntry(direction, ListEntry.Verdict.BLOCK, AddressPattern.of(address)));
    }
    place.policy().suppressions.add(policy.suppress(address, Suppression.Reason.MANUAL, Optional.empty()));
  }

  /** Gives a mailbox another address, and one that it may not write from yet. */
  void addAliases(MailboxNode mailbox) {
    WorkspaceNode workspace = mailbox.above;
    addAlias(mailbox, workspace.claims.get(0));
    DomainName name = DomainName.of(workspace.canary + "-2.example");
    ClaimNode claim = new ClaimNode(workspace, workspace.admin.claimDomain(name.value()).id(), name);
    workspace.claims.add(claim);
    addAlias(mailbox, claim);
  }

  private static void addAlias(MailboxNode mailbox, ClaimNode claim) {
    Slot slot = new Slot(claim.id, EmailAddress.of(mailbox.above.canary + ".alias", claim.name));
    mailbox.admin.addAlias(slot.address());
    mailbox.addAlias(slot);
  }

  /** Has something that waits tried when one of both sides has just thought better of it, or neither has. */
  void change(Random random) {
    List<MailboxNode> mailboxes = new ArrayList<>(world.model.presentMailboxes());
    Collections.shuffle(mailboxes, random);
    mailboxes.stream()
        .flatMap(mailbox -> mailbox.parcels(Set.of(DeliveryState.WAITING))
            .stream()
            .filter(parcel -> world.post.canSettle(mailbox, List.of(parcel)))
            .map(parcel -> new Waiting(mailbox, parcel)))
        .min(Comparator.comparing(waiting -> waiting.alias().isEmpty()))
        .ifPresent(waiting -> change(waiting, random));
  }

  private record Waiting(MailboxNode mailbox, ParcelNode parcel) {

    /** The author's address, when the mailbox has another beside it. */
    Optional<Slot> alias() {
      return mailbox.aliases.stream()
          .filter(slot -> slot.address().equals(parcel.letter.written.author()))
          .findFirst();
    }
  }

  private void change(Waiting waiting, Random random) {
    world.touched.at(waiting.mailbox());
    switch (random.nextInt(5)) {
      case 0 -> retryInVain(waiting);
      case 1, 2 -> {
        waiting.alias().ifPresent(alias -> giveUp(waiting.mailbox(), alias));
        retry(waiting);
      }
      case 3 -> {
        turnAwayFrom(waiting.mailbox(), waiting.parcel().recipient, random);
        retry(waiting);
      }
      default -> retry(waiting);
    }
  }

  private void giveUp(MailboxNode mailbox, Slot alias) {
    world.note("give up the address of an author");
    mailbox.admin.removeAlias(alias.address());
    mailbox.aliases.remove(alias);
  }

  private void turnAwayFrom(MailboxNode mailbox, EmailAddress recipient, Random random) {
    MailboxPolicy policy = mailbox.admin.session().policy();
    boolean isSuppressed =
        mailbox.policy().suppressions.stream().anyMatch(entry -> entry.address().equals(recipient));
    if (isSuppressed || random.nextBoolean()) {
      world.note("block the recipient of what waits");
      ListEntry entry =
          policy.addEntry(ListEntry.Direction.SEND, ListEntry.Verdict.BLOCK, AddressPattern.of(recipient));
      mailbox.policy().entries.remove(entry);
      mailbox.policy().entries.add(entry);
    } else {
      world.note("suppress the recipient of what waits");
      mailbox.policy().suppressions
          .add(policy.suppress(recipient, Suppression.Reason.UNSUBSCRIBE, Optional.empty()));
    }
  }

  private void retry(Waiting waiting) {
    world.note("retry what waits");
    waiting.mailbox().admin.session().deliveries().retry(waiting.parcel().id);
    world.post.settle(waiting.mailbox(), List.of(waiting.parcel()));
  }

  /** Where it goes nothing is taken from there, for this one moment. */
  private void retryInVain(Waiting waiting) {
    Written written = waiting.parcel().letter.written;
    MailboxNode recipient = world.model.route(waiting.parcel().recipient).orElseThrow();
    written.words().forEach(word -> world.canaries.tell(word, recipient.above.scope()));
    MailboxPolicy policy = recipient.admin.session().policy();
    ListEntry entry = policy.addEntry(ListEntry.Direction.RECEIVE, ListEntry.Verdict.BLOCK,
        AddressPattern.of(written.author().domain().orElseThrow()));
    boolean isNew = !recipient.policy().entries.contains(entry);
    if (isNew) {
      recipient.policy().entries.add(entry);
    }
    retry(waiting);
    if (isNew) {
      policy.removeEntry(entry.id());
      recipient.policy().entries.remove(entry);
    }
  }
}
