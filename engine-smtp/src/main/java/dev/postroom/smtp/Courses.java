package dev.postroom.smtp;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.Egress.Direct;
import dev.postroom.outbound.Egress.Relay;
import dev.postroom.smtp.Course.Nowhere;
import dev.postroom.smtp.Course.Stops;
import dev.postroom.smtp.Course.Unknown;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.dns.DnsType;
import java.util.List;
import java.util.Locale;

/** Finds the servers for a recipient: the relay, or the mail exchangers of the domain (RFC 5321, section 5.1). */
final class Courses {
  private static final int MOST_EXCHANGERS = 10;
  private static final String V6_TAG = "ipv6:";

  private final DnsResolver dns;
  private final int port;

  Courses(DnsResolver dns, int port) {
    this.dns = dns;
    this.port = port;
  }

  Course to(EmailAddress recipient, Egress egress) {
    return switch (egress.route()) {
      case Relay relay -> new Stops(List.of(new Destination(relay.host(), relay.port(), egress)));
      case Direct direct -> recipient.domain()
          .map(domain -> exchangersOf(domain, egress))
          .orElseGet(() -> stop(literal(recipient), egress));
    };
  }

  private Course exchangersOf(DomainName domain, Egress egress) {
    return switch (dns.lookup(DnsName.of(domain), DnsType.MX)) {
      case DnsAnswer.Records records -> exchangers(records.values(), egress);
      case DnsAnswer.NoRecords none -> stop(domain.value(), egress);
      case DnsAnswer.NoSuchName none -> new Nowhere(OwnAnswers.NO_SUCH_DOMAIN);
      case DnsAnswer.Unavailable unavailable -> new Unknown();
    };
  }

  private Course exchangers(List<String> records, Egress egress) {
    List<Exchanger> exchangers = Exchanger.of(records);
    if (exchangers.size() == 1 && exchangers.getFirst().isNull()) {
      return new Nowhere(OwnAnswers.TAKES_NO_MAIL);
    }
    List<Destination> stops = exchangers.stream()
        .filter(exchanger -> !exchanger.isNull())
        .limit(MOST_EXCHANGERS)
        .map(exchanger -> new Destination(exchanger.host(), port, egress))
        .toList();
    return stops.isEmpty() ? new Nowhere(OwnAnswers.NO_WAY) : new Stops(stops);
  }

  private Course stop(String host, Egress egress) {
    return new Stops(List.of(new Destination(host, port, egress)));
  }

  /** The address of an address literal, in figures. */
  private static String literal(EmailAddress recipient) {
    String text = recipient.canonical();
    String inside = text.substring(text.lastIndexOf('[') + 1, text.length() - 1).toLowerCase(Locale.ROOT);
    return inside.startsWith(V6_TAG) ? inside.substring(V6_TAG.length()) : inside;
  }
}
