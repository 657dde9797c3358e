package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The addresses of one mailbox, aliases among them; with a plus-tag they are its own too. */
public final class OwnAddresses {
  private final Set<EmailAddress> addresses;

  public OwnAddresses(Collection<EmailAddress> addresses) {
    this.addresses = Set.copyOf(addresses);
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
