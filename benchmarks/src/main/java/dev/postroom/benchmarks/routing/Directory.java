package dev.postroom.benchmarks.routing;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.Facts;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.inbound.Routes;
import dev.postroom.id.DomainId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.DomainRoute;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** A store in memory with many addresses, in a shape, and the routes to them. */
final class Directory {
  private final SplittableRandom random = new SplittableRandom(1);
  private final Facts store = new Facts();
  private final Shape shape;
  private final int inDomain;
  private final EmailAddress[] addresses;
  private final Scope.OfMailbox[] mailboxes;

  Directory(Shape shape, int addresses) {
    this.shape = shape;
    this.addresses = new EmailAddress[addresses];
    this.mailboxes = new Scope.OfMailbox[addresses];
    this.inDomain = Math.min(shape.addressesInDomain(), addresses);
    for (int from = 0; from < addresses; from += inDomain) {
      fill(from, Math.min(from + inDomain, addresses));
    }
  }

  Routes routes() {
    return new Routes(store, new LiveStandings(store, new Undecided()), new Undecided());
  }

  EmailAddress address(int index) {
    return addresses[index];
  }

  Scope.OfMailbox mailbox(int index) {
    return mailboxes[index];
  }

  /** Whether the address has letters beyond ASCII: one of sixteen, by no order. */
  static boolean isInternational(int index) {
    return index * 0x9E3779B9 >>> 28 == 0;
  }

  /** Whether the domain of the address has a catch-all: half of them, by no order. */
  boolean hasCatchAll(int index) {
    return index / inDomain * 0x9E3779B9 < 0;
  }

  private void fill(int from, int to) {
    Scope.OfWorkspace workspace = new Scope.OfTenant(new TenantId(uuid())).workspace(new WorkspaceId(uuid()));
    DomainId domain = new DomainId(uuid());
    DomainName name = DomainName.of("mail.customer" + from + ".example");
    Scope.OfMailbox mailbox = workspace.mailbox(new MailboxId(uuid()));
    store.add(name, new DomainRoute(domain, hasCatchAll(from) ? Optional.of(mailbox) : Optional.empty()));
    for (int i = from; i < to; i++) {
      boolean isAlias = (i - from) % shape.addressesOfMailbox() != 0;
      mailbox = isAlias ? mailbox : workspace.mailbox(new MailboxId(uuid()));
      addresses[i] = EmailAddress.of((isInternational(i) ? "jürgen" : "agent") + i, name);
      mailboxes[i] = mailbox;
      store.add(domain, addresses[i].canonicalLocalPart(), mailbox);
    }
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
