package dev.postroom.isolation;

import dev.postroom.address.EmailAddress;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Suppression;
import dev.postroom.policy.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may pass at a place or with a key, and what did, as it should be. */
final class PolicyNode {
  final List<ListEntry> entries = new ArrayList<>();
  final List<Suppression> suppressions = new ArrayList<>();
  Limits limits = Limits.none();
  private final Map<Counted, Long> counts = new HashMap<>();

  /** What is counted. */
  enum What {
    SENDS, RECIPIENTS, RECEIVES
  }

  private record Counted(What what, LocalDate day) {}

  void count(What what, LocalDate day, long amount) {
    counts.merge(new Counted(what, day), amount, Long::sum);
  }

  private long counted(What what, LocalDate first, LocalDate last) {
    return counts.entrySet()
        .stream()
        .filter(entry -> entry.getKey().what() == what)
        .filter(entry -> !entry.getKey().day().isBefore(first) && !entry.getKey().day().isAfter(last))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Nothing leaves this world, so no delivery is counted. */
  Usage.Counts counts(LocalDate first, LocalDate last) {
    return new Usage.Counts(counted(What.SENDS, first, last), counted(What.RECIPIENTS, first, last),
        counted(What.RECEIVES, first, last), 0, 0, 0);
  }

  /** How far a message to so many is above what is left of a quota; not at all when that is zero or less. */
  long excess(Limit quota, int recipients, LocalDate today) {
    LocalDate first = quota.window() == Limit.Window.MONTH ? today.withDayOfMonth(1) : today;
    return amount(quota, recipients) + counted(what(quota), first, today) - quota.amount();
  }

  static long amount(Limit quota, int recipients) {
    return what(quota) == What.SENDS ? 1 : recipients;
  }

  private static What what(Limit quota) {
    return switch (quota.kind()) {
      case SENDS -> What.SENDS;
      case RECIPIENTS -> What.RECIPIENTS;
      case RECEIVES, STORED_OCTETS, MAILBOXES, DOMAINS -> throw new IllegalArgumentException("limit: " + quota.kind());
    };
  }

  List<ListEntry> entries(ListEntry.Direction direction) {
    return entries.stream().filter(entry -> entry.direction() == direction).toList();
  }

  /** The narrowest entry for an address, and of two for one pattern the one that blocks. */
  Optional<ListEntry> decision(ListEntry.Direction direction, EmailAddress address) {
    return entries(direction).stream()
        .filter(entry -> entry.pattern().matches(address))
        .min(Comparator.comparingInt((ListEntry entry) -> width(entry.pattern()))
            .thenComparing(ListEntry::verdict, Comparator.reverseOrder()));
  }

  private static int width(AddressPattern pattern) {
    return switch (pattern) {
      case AddressPattern.Exactly exactly -> 0;
      case AddressPattern.OnDomain on -> 1;
      case AddressPattern.OnDomainOrBelow below -> 1_000 - below.domain().value().length();
      case AddressPattern.Everyone all -> 1_001;
    };
  }

  Optional<Suppression> suppression(EmailAddress address, Instant now) {
    return suppressions.stream()
        .filter(entry -> entry.address().equals(address))
        .filter(entry -> entry.expiresAt().filter(end -> !now.isBefore(end)).isEmpty())
        .findFirst();
  }
}
