package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.TypedId;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether places exist, how they stand, and what becomes free when one is erased. */
record Ladder(State state) {

  Optional<TenantRow> row(Scope.OfTenant place) {
    return state.tenants().get(place.tenant());
  }

  Optional<WorkspaceRow> row(Scope.OfWorkspace place) {
    return state.workspaces().get(place.workspace()).filter(found -> found.place().equals(place)).map(Placed::row);
  }

  Optional<MailboxRow> row(Scope.OfMailbox place) {
    return state.mailboxes().get(place.mailbox()).filter(found -> found.place().equals(place)).map(Placed::row);
  }

  boolean exists(Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> row(tenant).isPresent();
      case Scope.OfWorkspace workspace -> row(workspace).isPresent();
      case Scope.OfMailbox mailbox -> row(mailbox).isPresent();
    };
  }

  void require(Scope place) {
    if (!exists(place)) {
      throw new NotFoundException();
    }
  }

  Standing standing(Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> row(tenant).map(TenantRow::standing).orElse(Standing.ERASED);
      case Scope.OfWorkspace workspace -> row(workspace).map(WorkspaceRow::standing)
          .map(own -> own.worse(standing(workspace.inTenant())))
          .orElse(Standing.ERASED);
      case Scope.OfMailbox mailbox -> row(mailbox).map(MailboxRow::standing)
          .map(own -> own.worse(standing(mailbox.inWorkspace())))
          .orElse(Standing.ERASED);
    };
  }

  /** Mailboxes first, then workspaces, then tenants. */
  List<Scope> unpurged(Predicate<Scope> which, int limit) {
    Stream<Scope> mailboxes = state.mailboxes().values().stream().map(Placed::place);
    Stream<Scope> workspaces = state.workspaces().values().stream().map(Placed::place);
    Stream<Scope> tenants = state.tenants().values().stream().map(row -> new Scope.OfTenant(row.id()));
    return Stream.of(mailboxes, workspaces, tenants)
        .flatMap(places -> places)
        .filter(which)
        .filter(place -> standing(place) == Standing.ERASED && state.purged().get(idOf(place)).isEmpty())
        .limit(limit)
        .toList();
  }

  static TypedId idOf(Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> tenant.tenant();
      case Scope.OfWorkspace workspace -> workspace.workspace();
      case Scope.OfMailbox mailbox -> mailbox.mailbox();
    };
  }

  void free(Scope erased) {
    state.claims().removeIf(claim -> erased.covers(claim.by()));
    state.addresses().removeIf(address -> erased.covers(address.place()));
  }
}
