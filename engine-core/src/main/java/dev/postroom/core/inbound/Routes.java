package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.LiveTable;
import dev.postroom.core.cache.Stamps;
import dev.postroom.core.cache.Undecided;
import dev.postroom.spi.store.DomainRoute;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;

/**
 * From a recipient's address to a mailbox: the exact address first, then the address without its plus-tag, then the domain's
 * catch-all.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Each of the three is one look-up of a domain and a local part, which is empty for the catch-all. It is answered from a table of what
 * the store said before, that there is nothing included, by the {@link AddressHash hash} of the two. So a route costs the same however
 * many mailboxes, aliases and domains there are; how likely it is that two addresses are taken for one is said there.
 *
 * <p>
 * An entry counts only while neither its address nor its domain was changed since before it was read, by {@link Stamps}, and nothing
 * counts while a change is undecided. With the mailbox it keeps that it is there, by the stamp of its tenant's standings. Erasing
 * changes no route: what is erased has that standing, and then the address is looked up anew.
 */
public final class Routes {
  private static final int STRIPES = 1 << 14;
  private static final String CATCH_ALL = "";

  private final MailStore store;
  private final LiveStandings standings;
  private final Undecided undecided;
  private final AddressHash hash = new AddressHash(new SecureRandom());
  private final Stamps addresses = new Stamps(STRIPES);
  private final Stamps domains = new Stamps(STRIPES);
  private final LiveTable<Route> table = new LiveTable<>(CacheShare.ROUTES.entries());

  public Routes(MailStore store, LiveStandings standings, Undecided undecided) {
    this.store = store;
    this.standings = standings;
    this.undecided = undecided;
  }

  /** The mailbox that an address leads to, if it leads to one that is not erased. */
  public Optional<Scope.OfMailbox> find(EmailAddress address) {
    String domain = address.canonicalDomain();
    return domain.startsWith("[") ? Optional.empty() : find(address, local -> find(domain, local));
  }

  /** The same as a transaction sees it. */
  public static Optional<Scope.OfMailbox> find(StoreTransaction transaction, EmailAddress address) {
    return address.domain()
        .flatMap(transaction.routing()::domain)
        .flatMap(domain -> find(address, local -> stored(transaction, domain, local)
            .filter(mailbox -> transaction.standing(mailbox) != Standing.ERASED)));
  }

  private static Optional<Scope.OfMailbox> find(EmailAddress address,
      Function<String, Optional<Scope.OfMailbox>> mailboxes) {
    String local = address.canonicalLocalPart();
    Optional<Scope.OfMailbox> exact = mailboxes.apply(local);
    if (exact.isPresent()) {
      return exact;
    }
    int plus = local.indexOf('+');
    Optional<Scope.OfMailbox> untagged = plus > 0 ? mailboxes.apply(local.substring(0, plus)) : Optional.empty();
    return untagged.isPresent() ? untagged : mailboxes.apply(CATCH_ALL);
  }

  private static Optional<Scope.OfMailbox> stored(StoreTransaction transaction, DomainRoute domain, String local) {
    return local.equals(CATCH_ALL) ? domain.catchAll() : transaction.routing().mailbox(domain.domain(), local);
  }

  private Optional<Scope.OfMailbox> find(String domain, String local) {
    AddressHash.Name name = hash.of(local, domain);
    boolean isDecided = !undecided.isAny();
    long stamp = addresses.of(stripe(name)) + domains.of(stripe(domain));
    Optional<Route> known = isDecided ? table.find(name.high(), name.low(), stamp) : Optional.empty();
    if (known.isPresent() && known.get().counts(standings)) {
      return known.get().mailbox();
    }
    return read(domain, local, name, stamp);
  }

  private static int stripe(AddressHash.Name name) {
    return (int) name.low();
  }

  private static int stripe(String domain) {
    return domain.hashCode();
  }

  private Optional<Scope.OfMailbox> read(String domain, String local, AddressHash.Name name, long stamp) {
    Optional<Scope.OfMailbox> found = store.read(transaction -> transaction.routing()
        .domain(new DomainName(domain))
        .flatMap(route -> stored(transaction, route, local)));
    if (found.isEmpty()) {
      table.put(new Route.Nowhere(name, stamp));
      return found;
    }
    long standingStamp = standings.stamp(found.get().tenant());
    if (standings.of(found.get()) == Standing.ERASED) {
      return Optional.empty();
    }
    table.put(new Route.ToMailbox(name, stamp, found.get(), standingStamp));
    return found;
  }

  /** A mailbox was given this address, or lost it, and the change is committed. */
  public void addressChanged(EmailAddress address) {
    addresses.changed(stripe(hash.of(address.canonicalLocalPart(), address.canonicalDomain())));
  }

  /** A domain has another owner or catch-all, and the change is committed. */
  public void domainChanged(DomainName name) {
    domains.changed(stripe(name.value()));
  }

  /** Some address or domain may have been changed; nobody knows which. */
  public void unknown() {
    addresses.changedAll();
    domains.changedAll();
  }
}
