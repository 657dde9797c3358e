package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The addresses of one mailbox, aliases among them; with a plus-tag they are its own too. */
public final class OwnAddresses {
  private final Set<EmailAddress> addresses;

  public OwnAddresses(Collection<EmailAddress> addresses) {
    this.addresses = Set.copyOf(addresses);
  }

  /** These and one more: a catch-all or an alias from elsewhere makes an address one's own for a message that came by it. */
  public OwnAddresses and(EmailAddress address) {
    Set<EmailAddress> more = new HashSet<>(addresses);
    more.add(address);
    return new OwnAddresses(more);
  }

  public boolean include(EmailAddress address) {
    return addresses.contains(address) || withoutTag(address).filter(addresses::contains).isPresent();
  }

  private static Optional<EmailAddress> withoutTag(EmailAddress address) {
    int plus = address.localPart().indexOf('+');
    return plus <= 0 ? Optional.empty()
        : address.domain().map(domain -> EmailAddress.of(address.localPart().substring(0, plus), domain));
  }

  @Override
  public String toString() {
    return "OwnAddresses[" + addresses.size() + ']';
  }
}
