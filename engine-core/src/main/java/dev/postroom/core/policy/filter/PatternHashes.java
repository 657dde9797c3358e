package dev.postroom.core.policy.filter;

import dev.postroom.address.EmailAddress;
import dev.postroom.policy.AddressPattern;
import java.security.SecureRandom;

/**
 * Hashes of patterns and of the addresses that they are about, by the canonical texts of both. The key is this process's own and is
 * never written. Safe for many threads; allocates nothing.
 */
public final class PatternHashes {
  private static final char EXACTLY = '=';
  private static final char ON_DOMAIN = '@';
  private static final char OR_BELOW = '.';
  private static final char EVERYONE = '*';

  private final long k0;
  private final long k1;
  private final long everyone;

  public PatternHashes(SecureRandom random) {
    this.k0 = random.nextLong();
    this.k1 = random.nextLong();
    this.everyone = hash().and(EVERYONE).value();
  }

  public long of(AddressPattern pattern) {
    return switch (pattern) {
      case AddressPattern.Exactly exactly -> of(exactly.address());
      case AddressPattern.OnDomain on -> onDomain(on.domain().value());
      case AddressPattern.OnDomainOrBelow below -> orBelow(below.domain().value(), 0);
      case AddressPattern.Everyone all -> everyone;
    };
  }

  /** The hash of the pattern that is about this address alone. */
  public long of(EmailAddress address) {
    return hash().and(EXACTLY)
        .and(address.canonicalLocalPart())
        .and(ON_DOMAIN)
        .and(address.canonicalDomain())
        .value();
  }

  /** Whether a place may have an entry of any pattern that is about an address. */
  public boolean mayMatch(PlaceFilter filter, EmailAddress address) {
    if (filter.isEmpty()) {
      return false;
    }
    String domain = address.canonicalDomain();
    return filter.mayHold(everyone) || filter.mayHold(of(address)) || filter.mayHold(onDomain(domain))
        || mayHoldDomainOrAbove(filter, domain);
  }

  private boolean mayHoldDomainOrAbove(PlaceFilter filter, String domain) {
    int from = 0;
    do {
      if (filter.mayHold(orBelow(domain, from))) {
        return true;
      }
      from = domain.indexOf('.', from) + 1;
    } while (from > 0);
    return false;
  }

  private long onDomain(String domain) {
    return hash().and(ON_DOMAIN).and(domain).value();
  }

  private long orBelow(String domain, int from) {
    return hash().and(OR_BELOW).and(domain, from).value();
  }

  private TextHash hash() {
    return new TextHash(k0, k1);
  }
}
