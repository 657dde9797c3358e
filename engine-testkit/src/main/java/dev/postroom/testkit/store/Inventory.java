package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All rows of a store, to be compared with all rows at another time. Two are equal when every row is. Of sends, which cannot be
 * listed, only that with {@link #SEND_KEY} is seen.
 */
record Inventory(List<Object> rows) {
  static final Token SEND_KEY = Rows.token(Token.Kind.SEND, "said again");
  private static final int ALL = 10_000;
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

  static Inventory of(StoreTransaction t) {
    Taking taking = new Taking(t, new ArrayList<>());
    t.listTenants(Optional.empty(), ALL).stream().map(TenantRow::id).map(Scope.OfTenant::new).forEach(taking::tenant);
    taking.rows().addAll(t.events().read(0, Optional.empty(), Set.of(), ALL));
    taking.rows().addAll(t.outbox().mailboxes(Optional.empty(), ALL));
    return new Inventory(List.copyOf(taking.rows()));
  }

  /** What lies at these places and below them, and which of them are not purged yet. */
  static Inventory of(StoreTransaction t, Collection<Scope> places) {
    Taking taking = new Taking(t, new ArrayList<>());
    for (Scope place : places) {
      taking.rows().add(t.standing(place));
      taking.rows().addAll(Rungs.keys(t, place).list(Optional.empty(), ALL));
      switch (place) {
        case Scope.OfTenant tenant -> taking.tenant(tenant);
        case Scope.OfWorkspace workspace -> taking.workspace(workspace);
        case Scope.OfMailbox mailbox -> taking.mailbox(mailbox);
      }
    }
    t.unpurged(ALL).stream().filter(places::contains).forEach(taking.rows()::add);
    return new Inventory(List.copyOf(taking.rows()));
  }

  /** What is limited and counted of a place or a key. */
  record Counted(Object of, Set<Limit> limits, List<Long> counts) {

    boolean isOfKeyAt(Collection<Scope> places) {
      return of instanceof KeyRecord key && places.contains(key.scope());
    }
  }

  /** An inventory that is being taken. */
  private record Taking(StoreTransaction t, List<Object> rows) {

    void tenant(Scope.OfTenant place) {
      rows.add(Rungs.at(t, place).row());
      rows.add(Rungs.at(t, place).totals());
      place(place);
      for (KeyRecord key : Rungs.keys(t, place).list(Optional.empty(), ALL)) {
        rows.add(counted(key, Rungs.keys(t, place).limits(key.id())));
      }
      Rungs.at(t, place)
          .listWorkspaces(Optional.empty(), ALL)
          .stream()
          .map(WorkspaceRow::id)
          .map(place::workspace)
          .forEach(this::workspace);
    }

    private void workspace(Scope.OfWorkspace place) {
      WorkspaceStore workspace = Rungs.at(t, place);
      rows.add(workspace.row());
      rows.add(workspace.totals());
      place(place);
      sealed(workspace, place.workspace().value());
      for (DomainRow domain : workspace.listDomains(Optional.empty(), ALL)) {
        rows.add(domain);
        rows.add(t.routing().domain(domain.name()));
        sealed(workspace, domain.id().value());
      }
      workspace.listMailboxes(Optional.empty(), ALL)
          .stream()
          .map(MailboxRow::id)
          .map(place::mailbox)
          .forEach(this::mailbox);
    }

    private void mailbox(Scope.OfMailbox place) {
      MailboxStore mailbox = Rungs.at(t, place);
      rows.add(place);
      rows.add(mailbox.row());
      rows.add(mailbox.pause());
      rows.add(new HashSet<>(mailbox.addresses()));
      place(place);
      for (MessageRow message : mailbox.list(Selection.all()).rows()) {
        Set<Token> tokens = mailbox.tokens(message.id());
        rows.add(message);
        rows.add(tokens);
        rows.add(tokens.isEmpty() ? List.of() : mailbox.findByToken(tokens, ALL));
      }
      rows.addAll(mailbox.deliveries().list(Set.of(), Optional.empty(), ALL));
      rows.add(mailbox.findSend(List.of(SEND_KEY)));
    }

    private void place(Scope place) {
      rows.add(counted(place, Rungs.limits(t, place)));
      for (PolicyRow.Kind kind : PolicyRow.Kind.values()) {
        rows.addAll(Rungs.policy(t, place).list(kind, Optional.empty(), ALL));
      }
    }

    private static Counted counted(Object of, LimitTable table) {
      return new Counted(of, new HashSet<>(table.limits().all()),
          Stream.of(UsageKind.values()).map(kind -> table.counted(kind, FIRST_DAY, LAST_DAY)).toList());
    }

    private void sealed(WorkspaceStore workspace, UUID owner) {
      for (SealedRow.Kind kind : SealedRow.Kind.values()) {
        rows.addAll(workspace.sealed().list(kind, owner));
      }
    }
  }
}
