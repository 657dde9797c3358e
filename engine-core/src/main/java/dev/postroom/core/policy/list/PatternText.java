package dev.postroom.core.policy.list;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.policy.AddressPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns as text, and the patterns that an address is meant by. */
final class PatternText {
  private static final char EXACTLY = '=';
  private static final char ON_DOMAIN = '@';
  private static final char OR_BELOW = '.';
  private static final String EVERYONE = "*";

  private PatternText() {}

  /** The text by which patterns are compared. */
  static String canonical(AddressPattern pattern) {
    return pattern instanceof AddressPattern.Exactly exactly
        ? EXACTLY + exactly.address().canonical()
        : written(pattern);
  }

  /** The text by which a pattern is kept: an address as it was written. */
  static String written(AddressPattern pattern) {
    return switch (pattern) {
      case AddressPattern.Exactly exactly -> EXACTLY + exactly.address().toString();
      case AddressPattern.OnDomain on -> ON_DOMAIN + on.domain().value();
      case AddressPattern.OnDomainOrBelow below -> OR_BELOW + below.domain().value();
      case AddressPattern.Everyone all -> EVERYONE;
    };
  }

  /** The pattern of a text that was {@link #written}; nothing when there is none. */
  static Optional<AddressPattern> read(String text) {
    if (text.equals(EVERYONE)) {
      return Optional.of(AddressPattern.everyone());
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case EXACTLY -> Optional.of(AddressPattern.of(EmailAddress.parse(rest)));
      case ON_DOMAIN -> Optional.of(AddressPattern.of(DomainName.of(rest)));
      case OR_BELOW -> Optional.of(AddressPattern.orBelow(DomainName.of(rest)));
      default -> Optional.empty();
    };
  }

  /** All patterns that an address is meant by, the narrowest first. */
  static List<AddressPattern> matching(EmailAddress address) {
    List<AddressPattern> patterns = new ArrayList<>();
    patterns.add(AddressPattern.of(address));
    address.domain().ifPresent(domain -> {
      patterns.add(AddressPattern.of(domain));
      addDomainAndAbove(patterns, domain.value());
    });
    patterns.add(AddressPattern.everyone());
    return patterns;
  }

  private static void addDomainAndAbove(List<AddressPattern> patterns, String domain) {
    int from = 0;
    do {
      patterns.add(AddressPattern.orBelow(DomainName.of(domain.substring(from))));
      from = domain.indexOf('.', from) + 1;
    } while (from > 0);
  }
}
