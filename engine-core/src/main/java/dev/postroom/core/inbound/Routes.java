package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.cache.Undecided;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.Routing;
import dev.postroom.spi.store.StoreTransaction;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * From a recipient's address to a mailbox: the exact address first, then the address without its plus-tag, then the domain's
 * catch-all.
 *
 * <p>
 * How is this designed, and why? A route is two look-ups, each cached by exactly what it is asked: a domain's name, and a local part
 * on one claim of a domain. So it costs the same however many mailboxes, aliases and domains there are, and a change drops just the
 * entry that it changes. Erasing drops nothing: what is erased has that standing, and is then looked up anew.
 */
public final class Routes {
  private static final int MOST_DOMAINS = 100_000;
  private static final int MOST_ADDRESSES = 500_000;

  private record LocalPart(DomainId domain, String text) {}

  private final LiveCache<DomainName, Optional<DomainRoute>> domains;
  private final LiveCache<LocalPart, Optional<Scope.OfMailbox>> mailboxes;
  private final LiveStandings standings;

  public Routes(MailStore store, LiveStandings standings, Undecided undecided) {
    this.standings = standings;
    this.domains = new LiveCache<>(MOST_DOMAINS, undecided,
        name -> store.read(transaction -> transaction.routing().domain(name)));
    this.mailboxes = new LiveCache<>(MOST_ADDRESSES, undecided,
        local -> store.read(transaction -> transaction.routing().mailbox(local.domain(), local.text())));
  }

  /** The mailbox that an address leads to, if it leads to one that is not erased. */
  public Optional<Scope.OfMailbox> find(EmailAddress address) {
    return find(address, domains::get, this::exact, this::isPresent);
  }

  /** The same as a transaction sees it. */
  public static Optional<Scope.OfMailbox> find(StoreTransaction transaction, EmailAddress address) {
    Routing routing = transaction.routing();
    Predicate<Scope.OfMailbox> isPresent = mailbox -> transaction.standing(mailbox) != Standing.ERASED;
    return find(address, routing::domain, (domain, local) -> routing.mailbox(domain, local).filter(isPresent),
        isPresent);
  }

  private static Optional<Scope.OfMailbox> find(EmailAddress address,
      Function<DomainName, Optional<DomainRoute>> domains,
      BiFunction<DomainId, String, Optional<Scope.OfMailbox>> exact, Predicate<Scope.OfMailbox> isPresent) {
    return address.domain()
        .flatMap(domains)
        .flatMap(domain -> exact.apply(domain.domain(), address.canonicalLocalPart())
            .or(() -> address.withoutTag().flatMap(bare -> exact.apply(domain.domain(), bare.canonicalLocalPart())))
            .or(() -> domain.catchAll().filter(isPresent)));
  }

  private Optional<Scope.OfMailbox> exact(DomainId domain, String localPart) {
    LocalPart key = new LocalPart(domain, localPart);
    Optional<Scope.OfMailbox> known = mailboxes.get(key);
    if (known.isEmpty() || isPresent(known.get())) {
      return known;
    }
    mailboxes.drop(key);
    return mailboxes.get(key).filter(this::isPresent);
  }

  private boolean isPresent(Scope.OfMailbox mailbox) {
    return standings.of(mailbox) != Standing.ERASED;
  }

  /** A mailbox was given this address, or lost it, and the change is committed. */
  public void addressChanged(DomainId domain, String localPart) {
    mailboxes.drop(new LocalPart(domain, localPart));
  }

  /** A domain has another owner or catch-all, and the change is committed. */
  public void domainChanged(DomainName name) {
    domains.drop(name);
  }

  /** Some address or domain may have been changed; nobody knows which. */
  public void unknown() {
    domains.dropAll();
    mailboxes.dropAll();
  }
}
