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
import java.util.Optional;

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
    return address.domain().flatMap(domains::get).flatMap(domain -> find(domain, address.canonicalLocalPart()));
  }

  private Optional<Scope.OfMailbox> find(DomainRoute domain, String localPart) {
    return exact(domain.domain(), localPart)
        .or(() -> withoutTag(localPart).flatMap(bare -> exact(domain.domain(), bare)))
        .or(() -> domain.catchAll().filter(this::isPresent));
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

  private static Optional<String> withoutTag(String localPart) {
    int plus = localPart.indexOf('+');
    return plus > 0 ? Optional.of(localPart.substring(0, plus)) : Optional.empty();
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
