package dev.postroom.core.domain;

import dev.postroom.address.DomainName;
import java.util.List;
import java.util.Locale;

/**
 * Whether an SPF record lets a host send (RFC 7208), as far as its text says so: by the host's name, or because it takes the domain's
 * mail. Other records are not followed, and addresses are not compared.
 */
final class SpfRecord {
  private static final String VERSION = "v=spf1";

  private SpfRecord() {}

  /** Whose the hosts are that take the domain's mail. */
  enum Mx {
    OURS, OTHERS
  }

  /** What a domain publishes that has no record yet. */
  static String permitting(DomainName host) {
    return VERSION + " a:" + host + " ~all";
  }

  static boolean isOne(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals(VERSION) || lower.startsWith(VERSION + ' ');
  }

  static boolean permits(String record, DomainName host, Mx mx) {
    List<String> terms = List.of(record.strip().toLowerCase(Locale.ROOT).split(" +", -1));
    for (String term : terms.subList(1, terms.size())) {
      String mechanism = term.startsWith("+") ? term.substring(1) : term;
      if (permits(mechanism, host.value(), mx)) {
        return true;
      }
      if (mechanism.matches("[-~?]all")) {
        return false;
      }
    }
    return terms.contains("redirect=" + host);
  }

  private static boolean permits(String mechanism, String host, Mx mx) {
    String bare = mechanism.replaceFirst("/.*", "");
    return switch (bare) {
      case "all" -> true;
      case "mx" -> mx == Mx.OURS;
      default -> bare.equals("a:" + host) || bare.equals("include:" + host);
    };
  }
}
