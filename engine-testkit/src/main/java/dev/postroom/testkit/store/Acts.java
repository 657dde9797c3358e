package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All that can be done with a store at one place, in the order in which it is done: with what is held there, and with the ids of what
 * is held elsewhere.
 */
final class Acts {
  private static final int ALL = 10_000;

  /** One of them: its name, and what it answers. */
  record Act(String name, Function<StoreTransaction, Object> work) {}

  private final List<Act> acts = new ArrayList<>();
  private final Holdings own;
  private final List<Holdings> all;
  private final MailRoom room;
  private final Instant now;

  private Acts(Holdings own, Holdings others, MailRoom room) {
    this.own = own;
    this.all = List.of(others, own);
    this.room = room;
    this.now = room.clock().instant();
  }

  /** What is looked at comes before what is changed and after it; the place is erased at the end. */
  static List<Act> at(Scope place, Holdings own, Holdings others, MailRoom room) {
    Acts acts = new Acts(own, others, room);
    acts.look(place);
    acts.change(place);
    acts.look(place);
    acts.erase(place);
    acts.look(place);
    return acts.acts;
  }

  private void add(String name, Function<StoreTransaction, Object> work) {
    acts.add(new Act(name, work));
  }

  private void run(String name, Consumer<StoreTransaction> work) {
    add(name, t -> {
      work.accept(t);
      return name;
    });
  }

  private <T> void each(Function<Holdings, List<T>> things, Consumer<T> act) {
    all.forEach(holdings -> things.apply(holdings).forEach(act));
  }

  private void look(Scope place) {
    add("standing", t -> t.standing(place));
    add("events", t -> t.events().read(0, Optional.of(place), Set.of(), ALL).stream().map(StoredEvent::event).toList());
    add("unpurged", t -> new HashSet<>(t.unpurged(place, ALL)));
    lookAtKeys(place);
    lookAtPolicy(place);
    switch (place) {
      case Scope.OfTenant tenant -> lookAtTenant(t -> Rungs.at(t, tenant));
      case Scope.OfWorkspace workspace -> lookAtWorkspace(t -> Rungs.at(t, workspace));
      case Scope.OfMailbox mailbox -> {
        lookAtMailbox(t -> Rungs.at(t, mailbox));
        lookAtDeliveries(t -> Rungs.at(t, mailbox).deliveries());
      }
    }
  }

  private void change(Scope place) {
    changeKeys(place);
    changePolicy(place);
    switch (place) {
      case Scope.OfTenant tenant -> changeTenant(t -> Rungs.at(t, tenant));
      case Scope.OfWorkspace workspace -> changeWorkspace(t -> Rungs.at(t, workspace));
      case Scope.OfMailbox mailbox -> {
        changeDeliveries(t -> Rungs.at(t, mailbox).deliveries());
        changeMailbox(mailbox, t -> Rungs.at(t, mailbox));
      }
    }
  }

  private void lookAtKeys(Scope place) {
    each(holdings -> holdings.keys, key -> {
      add("key", t -> Rungs.keys(t, place).find(key.id()));
      add("limits of key", t -> new HashSet<>(Rungs.keys(t, place).limits(key.id()).limits().all()));
      add("usage of key",
          t -> Rungs.keys(t, place).limits(key.id()).counted(UsageKind.SENDS, Holdings.DAY, Holdings.DAY));
      add("keys after", t -> Rungs.keys(t, place).list(Optional.of(key.id()), ALL));
    });
    add("keys", t -> Rungs.keys(t, place).list(Optional.empty(), ALL));
  }

  private void changeKeys(Scope place) {
    KeyRecord fresh = room.rows().key(place);
    each(holdings -> holdings.keys, key -> {
      run("key used", t -> Rungs.keys(t, place).used(key.id(), now));
      run("limit key", t -> Rungs.keys(t, place).limits(key.id()).setLimits(Limits.none().sends(3, Limit.Window.DAY)));
      run("count key", t -> Rungs.keys(t, place).limits(key.id()).count(UsageKind.SENDS, Holdings.DAY, 1));
      add("revoke key", t -> Rungs.keys(t, place).revoke(key.id(), now));
    });
    run("insert key", t -> Rungs.keys(t, place).insert(fresh));
    add("revoke all keys", t -> new HashSet<>(Rungs.keys(t, place).revokeAll(now)));
  }

  private void lookAtPolicy(Scope place) {
    add("limits", t -> new HashSet<>(Rungs.limits(t, place).limits().all()));
    add("usage", t -> Rungs.limits(t, place).counted(UsageKind.SENDS, Holdings.DAY, Holdings.DAY));
    each(holdings -> holdings.entries, entry -> add("entry", t -> Rungs.policy(t, place).find(entry)));
    for (PolicyRow.Kind kind : PolicyRow.Kind.values()) {
      Token token = Rows.token(Token.Kind.PATTERN, Holdings.WORD);
      EntryId first = own.entries.get(0);
      add("entries by token", t -> Rungs.policy(t, place).find(kind, List.of(token)));
      add("entries", t -> Rungs.policy(t, place).list(kind, Optional.empty(), ALL));
      add("entries after", t -> Rungs.policy(t, place).list(kind, Optional.of(first), ALL));
    }
  }

  private void changePolicy(Scope place) {
    PolicyRow fresh = room.rows().entry(PolicyRow.Kind.SEND, "bob");
    run("limit", t -> Rungs.limits(t, place).setLimits(Limits.none().sends(5, Limit.Window.DAY)));
    run("count", t -> Rungs.limits(t, place).count(UsageKind.SENDS, Holdings.DAY, 2));
    run("insert entry", t -> Rungs.policy(t, place).insert(fresh));
    each(holdings -> holdings.entries, entry -> add("delete entry", t -> Rungs.policy(t, place).delete(entry)));
  }

  private void lookAtTenant(Function<StoreTransaction, TenantStore> at) {
    add("tenant", t -> at.apply(t).row());
    add("totals of tenant", t -> at.apply(t).totals());
    add("workspaces", t -> at.apply(t).listWorkspaces(Optional.empty(), ALL));
    add("workspace by external id", t -> at.apply(t).findWorkspace(Neighbours.WORKSPACE));
    each(holdings -> holdings.workspaces(), workspace -> {
      add("workspace", t -> at.apply(t).workspace(workspace.workspace()).row());
      add("workspaces after", t -> at.apply(t).listWorkspaces(Optional.of(workspace.workspace()), ALL));
    });
  }

  private void changeTenant(Function<StoreTransaction, TenantStore> at) {
    var fresh = room.rows().workspace("fresh");
    run("insert workspace", t -> at.apply(t).insertWorkspace(fresh));
    each(holdings -> holdings.workspaces(),
        workspace -> run("rename workspace", t -> at.apply(t).workspace(workspace.workspace()).rename("renamed")));
    run("rename tenant", t -> at.apply(t).rename("renamed"));
    run("suspend tenant", t -> at.apply(t).setStanding(Standing.SUSPENDED));
    run("resume tenant", t -> at.apply(t).setStanding(Standing.ACTIVE));
  }

  private void lookAtWorkspace(Function<StoreTransaction, WorkspaceStore> at) {
    add("workspace", t -> at.apply(t).row());
    add("totals of workspace", t -> at.apply(t).totals());
    add("mailboxes", t -> at.apply(t).listMailboxes(Optional.empty(), ALL));
    add("mailbox by external id", t -> at.apply(t).findMailbox(Neighbours.MAILBOX));
    each(holdings -> holdings.mailboxes(), mailbox -> {
      add("mailbox", t -> at.apply(t).mailbox(mailbox.mailbox()).row());
      add("mailboxes after", t -> at.apply(t).listMailboxes(Optional.of(mailbox.mailbox()), ALL));
    });
    add("domains", t -> at.apply(t).listDomains(Optional.empty(), ALL));
    add("domain by name", t -> at.apply(t).findDomain(Holdings.CLAIMED));
    each(holdings -> holdings.domains, domain -> {
      add("domain", t -> at.apply(t).findDomain(domain));
      add("domains after", t -> at.apply(t).listDomains(Optional.of(domain), ALL));
    });
    each(holdings -> holdings.owners, owner -> {
      for (SealedRow.Kind kind : SealedRow.Kind.values()) {
        add("sealed", t -> at.apply(t).sealed().list(kind, owner));
      }
    });
  }

  private void changeWorkspace(Function<StoreTransaction, WorkspaceStore> at) {
    var fresh = room.rows().mailbox("fresh");
    DomainRow claim = room.rows().claim("fresh.example");
    DomainName another = DomainName.of("d" + room.ids().next() + ".example");
    DomainRow toConfirm = room.rows().claim(another.value());
    run("insert mailbox", t -> at.apply(t).insertMailbox(fresh));
    run("insert domain", t -> at.apply(t).insertDomain(claim));
    run("insert domain to confirm", t -> at.apply(t).insertDomain(toConfirm));
    run("confirm domain", t -> at.apply(t).confirmDomain(toConfirm.id(), now));
    each(holdings -> holdings.mailboxes(), mailbox -> run("update mailbox",
        t -> at.apply(t).mailbox(mailbox.mailbox()).update("renamed", OptionalLong.of(9_999_999))));
    each(holdings -> holdings.owners, owner -> {
      run("delete sealed", t -> at.apply(t).sealed().delete(SealedRow.Kind.DKIM_KEY, owner, 0));
      run("delete all sealed", t -> at.apply(t).sealed().deleteAll(owner));
    });
    SealedRow sealed = new SealedRow(SealedRow.Kind.DKIM_KEY, own.owners.get(0), 0, Rows.sealed(4));
    run("put sealed", t -> at.apply(t).sealed().put(sealed));
    run("put sealed again", t -> at.apply(t).sealed().put(sealed));
    each(holdings -> holdings.domains, domain -> {
      run("confirm domain of others", t -> at.apply(t).confirmDomain(domain, now));
      run("no catch-all", t -> at.apply(t).setCatchAll(domain, Optional.empty()));
      run("catch-all", t -> at.apply(t).setCatchAll(domain, Optional.of(own.mailboxes().get(0).mailbox())));
    });
    each(holdings -> holdings.domains, domain -> add("release domain", t -> at.apply(t).releaseDomain(domain)));
    run("rename workspace", t -> at.apply(t).rename("renamed"));
    run("suspend workspace", t -> at.apply(t).setStanding(Standing.SUSPENDED));
    run("resume workspace", t -> at.apply(t).setStanding(Standing.ACTIVE));
  }

  private void lookAtMailbox(Function<StoreTransaction, MailboxStore> at) {
    add("mailbox", t -> at.apply(t).row());
    add("addresses", t -> new HashSet<>(at.apply(t).addresses()));
    add("pause", t -> at.apply(t).pause());
    add("send", t -> at.apply(t).findSend(List.of(Inventory.SEND_KEY)));
    add("by token", t -> at.apply(t).findByToken(List.of(Holdings.AUTHOR), ALL));
    Selections.of(own, now).forEach(selection -> add("list " + selection, t -> listed(at.apply(t), selection)));
    each(holdings -> holdings.messages, message -> {
      add("message", t -> at.apply(t).find(message.id()));
      add("tokens", t -> at.apply(t).tokens(message.id()));
      add("before", t -> listed(at.apply(t), Selection.before(Selection.all(), message.id())));
    });
  }

  private void changeMailbox(Scope.OfMailbox place, Function<StoreTransaction, MailboxStore> at) {
    MessageRow fresh = room.post().flag(Flag.SENT).row(place);
    SendRow send = Rows.send("fresh", fresh.id());
    run("insert message", t -> at.apply(t).insert(fresh, Set.of(Holdings.AUTHOR)));
    run("insert send", t -> at.apply(t).insertSend(send));
    each(holdings -> holdings.messages, message -> {
      add("flags", t -> at.apply(t).setFlags(message.id(), Set.of(Flag.ARCHIVED)));
      if (!message.equals(own.messages.get(0))) {
        add("delete", t -> at.apply(t).delete(message.id(), now));
      }
    });
    add("forget", t -> at.apply(t).forget(now.plusSeconds(1), ALL));
    DomainId claim = own.domains.get(1);
    AddressRow more = room.rows().alias("fresh@" + Holdings.CLAIMED.value(), claim);
    run("alias", t -> at.apply(t).putAddress(more));
    run("primary", t -> at.apply(t).putAddress(room.rows().primary("first@" + Holdings.CLAIMED.value(), claim)));
    run("other primary", t -> at.apply(t).putAddress(room.rows().primary("fresh@" + Holdings.CLAIMED.value(), claim)));
    for (EmailAddress address : own.addresses) {
      add("remove address", t -> at.apply(t).removeAddress(address));
    }
    run("no pause", t -> at.apply(t).setPause(Optional.empty()));
    run("update mailbox", t -> at.apply(t).update("renamed", OptionalLong.of(9_999_999)));
    run("suspend mailbox", t -> at.apply(t).setStanding(Standing.SUSPENDED));
    run("resume mailbox", t -> at.apply(t).setStanding(Standing.ACTIVE));
  }

  private void lookAtDeliveries(Function<StoreTransaction, DeliveryTable> at) {
    Instant later = now.plus(Duration.ofDays(1));
    Token other = Rows.token(Token.Kind.DESTINATION, "other.example");
    add("deliveries", t -> at.apply(t).list(Set.of(), Optional.empty(), ALL));
    add("due", t -> at.apply(t).due(later, List.of(), ALL));
    add("first due", t -> at.apply(t).due(later, List.of(), 1));
    add("due elsewhere", t -> at.apply(t).due(later, List.of(other), ALL));
    add("first due elsewhere", t -> at.apply(t).due(later, List.of(other), 1));
    add("next due", t -> at.apply(t).nextDue());
    add("statistics", t -> at.apply(t).statistics(later));
    for (DeliveryState state : DeliveryState.values()) {
      add("deliveries that are " + state, t -> at.apply(t).list(Set.of(state), Optional.empty(), ALL));
    }
    each(holdings -> holdings.deliveries, delivery -> {
      add("delivery", t -> at.apply(t).find(delivery.id()));
      add("deliveries before", t -> at.apply(t).list(Set.of(), Optional.of(delivery.id()), ALL));
      add("deliveries that wait before",
          t -> at.apply(t).list(Set.of(DeliveryState.WAITING), Optional.of(delivery.id()), ALL));
      add("deliveries of message", t -> at.apply(t).ofMessage(delivery.message()));
    });
  }

  private void changeDeliveries(Function<StoreTransaction, DeliveryTable> at) {
    Instant due = now.plusSeconds(5);
    UUID lease = new UUID(6, 6);
    DeliveryRow fresh = room.rows().delivery(own.messages.get(2).id());
    run("insert delivery", t -> at.apply(t).insert(fresh));
    each(holdings -> holdings.deliveries, delivery -> {
      add("reschedule", t -> at.apply(t).reschedule(delivery.id(), due, due.plusSeconds(99)));
      add("lease", t -> at.apply(t)
          .advance(delivery.id(), Optional.empty(), Steps.leased(delivery.progress(), lease, due)));
      add("settle", t -> at.apply(t)
          .advance(delivery.id(), delivery.progress().lease(),
              Steps.settled(delivery.progress(), DeliveryState.DELIVERED, now)));
    });
  }

  private void erase(Scope place) {
    run("erase", t -> {
      switch (place) {
        case Scope.OfTenant tenant -> Rungs.at(t, tenant).setStanding(Standing.ERASED);
        case Scope.OfWorkspace workspace -> Rungs.at(t, workspace).setStanding(Standing.ERASED);
        case Scope.OfMailbox mailbox -> Rungs.at(t, mailbox).setStanding(Standing.ERASED);
      }
    });
    add("unpurged", t -> new HashSet<>(t.unpurged(place, ALL)));
    add("purge", t -> t.purge(place, ALL));
    run("purge again", t -> t.purge(place, ALL));
    run("purge once more", t -> t.purge(place, ALL));
  }

  /** Slice by slice: where one ends, and whether it knows that it is the last, is the store's own; but it ends at a message. */
  private static List<MessageRow> listed(MailboxStore mailbox, MessageSelection selection) {
    MessageSlice slice = mailbox.list(selection);
    List<MessageRow> rows = new ArrayList<>(slice.rows());
    while (slice.next().isPresent()) {
      MessageRow last = mailbox.find(slice.next().get()).orElseThrow();
      slice = mailbox.list(Selection.before(selection, last.id()));
      rows.addAll(slice.rows());
    }
    return rows;
  }
}
