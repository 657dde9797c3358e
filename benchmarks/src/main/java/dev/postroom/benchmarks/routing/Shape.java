package dev.postroom.benchmarks.routing;

/** How addresses are spread over domains and mailboxes. Half of the domains have a catch-all. */
public enum Shape {
  /** One domain, and a mailbox to each address. */
  ONE_DOMAIN(Integer.MAX_VALUE, 1),
  /** Ten addresses to a domain, two to a mailbox, so that half of them are aliases. */
  MANY_DOMAINS(10, 2),
  /** A thousand addresses to a domain, and as many aliases to its one mailbox. */
  MANY_ALIASES(1_000, 1_000);

  private final int addressesInDomain;
  private final int addressesOfMailbox;

  Shape(int addressesInDomain, int addressesOfMailbox) {
    this.addressesInDomain = addressesInDomain;
    this.addressesOfMailbox = addressesOfMailbox;
  }

  int addressesInDomain() {
    return addressesInDomain;
  }

  int addressesOfMailbox() {
    return addressesOfMailbox;
  }
}
