package dev.postroom.smtp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an MX record names: a host, without the trailing dot, and a preference, of which the least is the best. */
record Exchanger(int preference, String host) {
  private static final Pattern RECORD = Pattern.compile("\\s*(\\d{1,5})\\s+(\\S+)\\s*");

  /** The exchangers in the order in which they are tried; what is malformed is left out. */
  static List<Exchanger> of(List<String> records) {
    List<Exchanger> exchangers = new ArrayList<>();
    records.forEach(text -> read(text).ifPresent(exchangers::add));
    Collections.shuffle(exchangers, ThreadLocalRandom.current());
    exchangers.sort(Comparator.comparingInt(Exchanger::preference));
    return exchangers;
  }

  private static Optional<Exchanger> read(String text) {
    Matcher matcher = RECORD.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String name = matcher.group(2).toLowerCase(Locale.ROOT);
    String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return Optional.of(new Exchanger(Integer.parseInt(matcher.group(1)), host));
  }

  /** The record of a domain that takes no mail (RFC 7505). */
  boolean isNull() {
    return host.isEmpty();
  }
}
