package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.Routing;
import java.util.Map;
import java.util.Optional;

/** From addresses to mailboxes over one state. */
record MemoryRouting(State state) implements Routing {

  @Override
  public Optional<DomainRoute> domain(DomainName name) {
    return confirmed(name).map(claim -> new DomainRoute(claim.row().id(), claim.catchAll().map(claim.by()::mailbox)))
        .or(() -> platformDomain(name).map(id -> new DomainRoute(id, Optional.empty())));
  }

  Optional<Claim> confirmed(DomainName name) {
    return state.claims()
        .values()
        .stream()
        .filter(Claim::isConfirmed)
        .filter(claim -> claim.row().name().equals(name))
        .findAny();
  }

  @Override
  public Optional<Scope.OfMailbox> mailbox(DomainId domain, String localPart) {
    return state.addresses().get(new AddressSlot(domain, localPart)).map(Placed::place);
  }

  @Override
  public void insertPlatformDomain(DomainId domain, DomainName name) {
    if (confirmed(name).isPresent() || platformDomain(name).isPresent()) {
      throw Refusal.domainTaken();
    }
    state.platform().put(domain, name);
  }

  @Override
  public Optional<DomainId> platformDomain(DomainName name) {
    return state.platform()
        .rows()
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findAny();
  }
}
