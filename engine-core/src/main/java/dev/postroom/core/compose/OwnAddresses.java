package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;

/** The addresses of one mailbox, aliases among them; with a plus-tag they are its own too, unless another mailbox has them so. */
public final class OwnAddresses {
  private final Set<EmailAddress> addresses;
  private final Predicate<EmailAddress> leadsElsewhere;

  /**
   * Own addresses.
   *
   * @param leadsElsewhere
   *          whether mail for an address goes to another mailbox; asked of tagged ones only
   */
  public OwnAddresses(Collection<EmailAddress> addresses, Predicate<EmailAddress> leadsElsewhere) {
    this.addresses = Set.copyOf(addresses);
    this.leadsElsewhere = leadsElsewhere;
  }

  public boolean include(EmailAddress address) {
    return addresses.contains(address)
        || address.withoutTag().filter(addresses::contains).isPresent() && !leadsElsewhere.test(address);
  }

  @Override
  public String toString() {
    return "OwnAddresses[" + addresses.size() + ']';
  }
}
