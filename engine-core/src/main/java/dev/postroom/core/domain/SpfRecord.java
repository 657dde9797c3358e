package dev.postroom.core.domain;

import dev.postroom.address.DomainName;
import dev.postroom.spi.dns.DnsName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an SPF record lets our hosts send (RFC 7208), as far as its text says so: by including the record that lists them, or else
 * by the name of the one that takes the domain's mail. Other records are not followed, and addresses are not compared.
 */
final class SpfRecord {
  private static final String VERSION = "v=spf1";

  private SpfRecord() {}

  /** Whose the hosts are that take the domain's mail. */
  enum Mx {
    OURS, OTHERS
  }

  /** What a domain publishes that has no record yet; nothing when it is not known where its mail leaves from. */
  static Optional<String> permitting(MailHosts hosts) {
    String mechanisms = Stream.of(hosts.own().map(host -> " a:" + host), hosts.spf().map(list -> " include:" + list))
        .flatMap(Optional::stream)
        .collect(Collectors.joining());
    return Optional.of(mechanisms).filter(some -> !some.isEmpty()).map(some -> VERSION + some + " ~all");
  }

  static boolean isOne(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals(VERSION) || lower.startsWith(VERSION + ' ');
  }

  static boolean permits(String record, MailHosts hosts, Mx mx) {
    List<String> terms = List.of(record.strip().toLowerCase(Locale.ROOT).split(" +", -1));
    for (String term : terms.subList(1, terms.size())) {
      String mechanism = term.startsWith("+") ? term.substring(1) : term;
      if (covers(mechanism, hosts, mx)) {
        return true;
      }
      if (mechanism.matches("[-~?]all")) {
        return false;
      }
    }
    return list(hosts).filter(list -> terms.contains("redirect=" + list)).isPresent();
  }

  private static boolean covers(String mechanism, MailHosts hosts, Mx mx) {
    String bare = mechanism.replaceFirst("/.*", "");
    boolean isOwnEnough = hosts.spf().isEmpty();
    return switch (bare) {
      case "all" -> true;
      case "mx" -> isOwnEnough && mx == Mx.OURS;
      default -> list(hosts).filter(list -> bare.equals("include:" + list)).isPresent()
          || isOwnEnough && hosts.own().filter(host -> bare.equals("a:" + host)).isPresent();
    };
  }

  /** A host without a list may publish one for itself under its own name. */
  private static Optional<String> list(MailHosts hosts) {
    return hosts.spf().map(DnsName::value).or(() -> hosts.own().map(DomainName::value));
  }
}
