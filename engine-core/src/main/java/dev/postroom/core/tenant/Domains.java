package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.Rungs;
import dev.postroom.core.Tools;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.domain.SigningDomain;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.outbound.egress.Egresses;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.core.policy.limit.TotalLimits;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.tenancy.Domain;
import java.time.Clock;
import java.util.Optional;

/** The domains that a workspace has claimed. A claim routes nothing until it is confirmed, and only one can be. */
public final class Domains {
  private final MailStore store;
  private final Changes changes;
  private final Routes routes;
  private final DomainKeys keys;
  private final Egresses egresses;
  private final IdSource ids;
  private final Clock clock;
  private final Cursors cursors;

  Domains(Tools tools, Routes routes, DomainKeys keys, Egresses egresses) {
    this.store = tools.store();
    this.changes = tools.changes();
    this.routes = routes;
    this.keys = keys;
    this.egresses = egresses;
    this.ids = tools.ids();
    this.clock = tools.clock();
    this.cursors = tools.cursors();
  }

  public Domain claim(Scope.OfWorkspace workspace, DomainName name) {
    return changes.make(workspace, transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      Optional<DomainRow> there = rung.findDomain(name);
      if (there.isPresent()) {
        return shown(there.get());
      }
      requireFree(transaction, name);
      TotalLimits.requireRoom(transaction, workspace, Limit.Kind.DOMAINS);
      DomainRow row = new DomainRow(ids.domain(), name, clock.instant(), Optional.empty());
      rung.insertDomain(row);
      transaction.events().append(changes.event(EventType.DOMAIN_CLAIMED, workspace, row.id().toString()));
      return shown(row);
    });
  }

  private static void requireFree(StoreTransaction transaction, DomainName name) {
    if (transaction.routing().domain(name).isPresent()) {
      throw new ConflictException(FailureReason.DOMAIN_TAKEN,
          "domain: confirmed for another workspace, or the platform's");
    }
  }

  public Domain confirm(Scope.OfWorkspace workspace, DomainId domain) {
    return changes.make(workspace, transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      DomainRow row = claimed(rung, domain);
      if (row.confirmedAt().isPresent()) {
        return shown(row);
      }
      requireFree(transaction, row.name());
      rung.confirmDomain(domain, clock.instant());
      transaction.events().append(changes.event(EventType.DOMAIN_CONFIRMED, workspace, domain.toString()));
      return shown(claimed(rung, domain));
    }, confirmed -> changed(workspace, confirmed.name()), () -> unknown(workspace));
  }

  void setCatchAll(Scope.OfWorkspace workspace, DomainId domain, Optional<MailboxId> mailbox) {
    changes.make(workspace, transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      mailbox.ifPresent(id -> Rungs.of(transaction, workspace.mailbox(id)));
      DomainRow row = claimed(rung, domain);
      rung.setCatchAll(domain, mailbox);
      transaction.events().append(changes.event(EventType.CHANGED, workspace, domain.toString()));
      return row.name();
    }, routes::domainChanged, routes::unknown);
  }

  public void release(Scope.OfWorkspace workspace, DomainId domain) {
    changes.make(workspace, transaction -> {
      WorkspaceStore rung = Rungs.of(transaction, workspace);
      DomainRow row = claimed(rung, domain);
      rung.releaseDomain(domain);
      transaction.events().append(changes.event(EventType.DOMAIN_RELEASED, workspace, domain.toString()));
      return row.name();
    }, released -> changed(workspace, released), () -> unknown(workspace));
  }

  private void changed(Scope.OfWorkspace workspace, DomainName name) {
    routes.domainChanged(name);
    keys.forget(workspace);
    egresses.forget();
  }

  private void unknown(Scope.OfWorkspace workspace) {
    routes.unknown();
    keys.forget(workspace);
    egresses.forget();
  }

  public Domain describe(Scope.OfWorkspace workspace, DomainId domain) {
    return store.read(workspace, transaction -> shown(claimed(Rungs.of(transaction, workspace), domain)));
  }

  Optional<Domain> find(Scope.OfWorkspace workspace, DomainName name) {
    return store.read(workspace, transaction -> Rungs.of(transaction, workspace).findDomain(name)).map(Domains::shown);
  }

  public Page<Domain> list(Scope.OfWorkspace workspace, PageRequest request) {
    return new PagedList<>(cursors, "domains " + workspace.workspace(), DomainId::new, DomainRow::id).page(request,
        (after, limit) -> store.read(workspace,
            transaction -> Rungs.of(transaction, workspace).listDomains(after, limit)),
        Domains::shown);
  }

  /** Makes a domain the platform's, on which every workspace may open mailboxes; nothing when it is already. */
  SigningDomain.OfPlatform addPlatformDomain(DomainName name) {
    return changes.make(transaction -> {
      Optional<DomainId> there = transaction.routing().platformDomain(name);
      if (there.isPresent()) {
        return new SigningDomain.OfPlatform(there.get(), name);
      }
      requireFree(transaction, name);
      DomainId added = ids.domain();
      transaction.routing().insertPlatformDomain(added, name);
      return new SigningDomain.OfPlatform(added, name);
    }, added -> {
      routes.domainChanged(name);
      keys.forgetPlatform();
    }, () -> {
      routes.unknown();
      keys.forgetPlatform();
    });
  }

  private static DomainRow claimed(WorkspaceStore rung, DomainId domain) {
    return rung.findDomain(domain).orElseThrow(NotFoundException::new);
  }

  private static Domain shown(DomainRow row) {
    return new Domain(row.id(), row.name(), row.claimedAt(), row.confirmedAt());
  }
}
