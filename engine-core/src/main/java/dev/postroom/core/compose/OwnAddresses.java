package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import java.util.Collection;
import java.util.HashSet;
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

  /** These and one more: a catch-all or an alias from elsewhere makes an address one's own for a message that came by it. */
  public OwnAddresses and(EmailAddress address) {
    Set<EmailAddress> more = new HashSet<>(addresses);
    more.add(address);
    return new OwnAddresses(more, leadsElsewhere);
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
