package dev.postroom.policy;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;

/** Whom an entry of a list is about. From the narrowest to the widest: an address, a domain, a domain and all below it, everyone. */
public sealed interface AddressPattern {

  /**
   * Whether an address is meant.
   *
   * @param address
   *          the address
   * @return true when it is; case and the spelling of international domains do not matter
   */
  boolean matches(EmailAddress address);

  /**
   * One address.
   *
   * @param address
   *          the address
   */
  record Exactly(EmailAddress address) implements AddressPattern {
    @Override
    public boolean matches(EmailAddress other) {
      return address.equals(other);
    }

    @Override
    public String toString() {
      return "Exactly[sealed]";
    }
  }

  /**
   * All addresses on one domain, and none below it.
   *
   * @param domain
   *          the domain
   */
  record OnDomain(DomainName domain) implements AddressPattern {
    @Override
    public boolean matches(EmailAddress address) {
      return address.domain().filter(domain::equals).isPresent();
    }

    @Override
    public String toString() {
      return "OnDomain[sealed]";
    }
  }

  /**
   * All addresses on a domain and on every domain below it.
   *
   * @param domain
   *          the domain
   */
  record OnDomainOrBelow(DomainName domain) implements AddressPattern {
    @Override
    public boolean matches(EmailAddress address) {
      return address.domain().filter(this::covers).isPresent();
    }

    private boolean covers(DomainName other) {
      return other.equals(domain) || other.value().endsWith('.' + domain.value());
    }

    @Override
    public String toString() {
      return "OnDomainOrBelow[sealed]";
    }
  }

  /** Every address there is. */
  record Everyone() implements AddressPattern {
    @Override
    public boolean matches(EmailAddress address) {
      return true;
    }
  }

  /**
   * One address.
   *
   * @param address
   *          the address
   * @return the pattern
   */
  static AddressPattern of(EmailAddress address) {
    return new Exactly(address);
  }

  /**
   * All addresses on one domain.
   *
   * @param domain
   *          the domain
   * @return the pattern
   */
  static AddressPattern of(DomainName domain) {
    return new OnDomain(domain);
  }

  /**
   * All addresses on a domain and on every domain below it.
   *
   * @param domain
   *          the domain
   * @return the pattern
   */
  static AddressPattern orBelow(DomainName domain) {
    return new OnDomainOrBelow(domain);
  }

  /**
   * Every address there is.
   *
   * @return the pattern
   */
  static AddressPattern everyone() {
    return new Everyone();
  }
}
