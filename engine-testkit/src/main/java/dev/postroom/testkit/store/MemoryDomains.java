package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.DomainRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The claims of one workspace over one state. */
record MemoryDomains(State state, Scope.OfWorkspace place) {

  void insert(DomainRow domain) {
    new Ladder(state).require(place);
    Refusal.unless(state.claims().get(domain.id()).isEmpty(), "domain id: used");
    Refusal.unless(domain.confirmedAt().isEmpty(), "domain: confirmed (expected: a claim)");
    Refusal.unless(find(domain.name()).isEmpty(), "domain: claimed by this workspace already");
    state.claims().put(domain.id(), new Claim(place, domain, Optional.empty()));
  }

  Optional<Claim> find(DomainId domain) {
    return state.claims().get(domain).filter(claim -> claim.by().equals(place));
  }

  Optional<DomainRow> find(DomainName name) {
    return state.claims()
        .values()
        .stream()
        .filter(claim -> claim.by().equals(place))
        .map(Claim::row)
        .filter(row -> row.name().equals(name))
        .findAny();
  }

  List<DomainRow> list(Optional<DomainId> after, int limit) {
    return Pages.of(state.claims(), after, limit, claim -> claim, claim -> claim.by().equals(place))
        .stream()
        .map(Claim::row)
        .toList();
  }

  void confirm(DomainId domain, Instant at) {
    Claim claim = find(domain).orElseThrow(NotFoundException::new);
    MemoryRouting routing = new MemoryRouting(state);
    boolean another = routing.confirmed(claim.row().name()).filter(owner -> !owner.by().equals(place)).isPresent();
    if (another || routing.platformDomain(claim.row().name()).isPresent()) {
      throw Refusal.domainTaken();
    }
    if (!claim.isConfirmed()) {
      state.claims().put(domain, claim.confirmed(at));
    }
  }

  void setCatchAll(DomainId domain, Optional<MailboxId> mailbox) {
    Claim claim = find(domain).orElseThrow(NotFoundException::new);
    mailbox.ifPresent(id -> new Ladder(state).require(place.mailbox(id)));
    state.claims().put(domain, claim.caughtBy(mailbox));
  }

  boolean release(DomainId domain) {
    if (find(domain).isEmpty()) {
      return false;
    }
    state.claims().remove(domain);
    state.addresses().removeIf(address -> address.row().domain().equals(domain));
    new MemorySealed(state, place).deleteAll(domain.value());
    return true;
  }
}
