package dev.postroom.core.domain;

import dev.postroom.core.dkim.DkimAlgorithm;
import dev.postroom.core.dkim.DkimKeyPair;
import dev.postroom.core.dkim.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The keys of one claim of a domain: one of each algorithm that sign now, perhaps new ones that wait until they are published, and the
 * public halves of former ones, which stay published while mail that they signed may be looked at. What has stopped signing has no
 * private half any more; of too many former ones the oldest are dropped.
 */
record Keyring(List<Pair> signing, List<Pair> waiting, List<Former> former) {
  static final Duration PUBLISHED_ON = Duration.ofDays(14);
  private static final int MOST_FORMER = 20;
  private static final int NAME_SIZE = 4;

  /** A key pair and its name. */
  record Pair(Selector selector, DkimKeyPair keys) {
    Published published() {
      return new Published(selector, keys.publicRecord());
    }
  }

  /** What is published of a key. */
  record Published(Selector selector, String record) {}

  /** The public half of a key that signed until then. */
  record Former(Published published, Instant until) {}

  Keyring {
    signing = List.copyOf(signing);
    waiting = List.copyOf(waiting);
    former = List.copyOf(former);
  }

  /** The first one of a domain. Its keys sign at once: a signature that nobody can look up yet is as good as none. */
  static Keyring first(SecureRandom random) {
    return new Keyring(make(random), List.of(), List.of());
  }

  /** With new keys, unless some wait already. */
  Keyring rotated(SecureRandom random) {
    return waiting.isEmpty() ? new Keyring(signing, make(random), former) : this;
  }

  /** With the keys that wait signing from now on. */
  Keyring activated(Instant now) {
    if (waiting.isEmpty()) {
      return this;
    }
    List<Former> all = new ArrayList<>(former);
    signing.forEach(pair -> all.add(new Former(pair.published(), now)));
    return new Keyring(waiting, List.of(), all.subList(Math.max(0, all.size() - MOST_FORMER), all.size()));
  }

  /** Without the former keys that need not be published any more. */
  Keyring tidied(Instant now) {
    List<Former> kept = former.stream().filter(one -> isPublishedOn(one, now)).toList();
    return kept.size() == former.size() ? this : new Keyring(signing, waiting, kept);
  }

  private static boolean isPublishedOn(Former former, Instant now) {
    return former.until().plus(PUBLISHED_ON).isAfter(now);
  }

  /** All that is to be published, in the order of age but for the keys that sign, which come first. */
  List<Published> published(Instant now) {
    return Stream
        .of(signing.stream().map(Pair::published), waiting.stream().map(Pair::published),
            former.stream().filter(one -> isPublishedOn(one, now)).map(Former::published))
        .flatMap(part -> part)
        .toList();
  }

  List<Selector> waitingSelectors() {
    return waiting.stream().map(Pair::selector).toList();
  }

  /** Names are random: one that comes again would be looked up in the caches of others with its former key. */
  private static List<Pair> make(SecureRandom random) {
    byte[] name = new byte[NAME_SIZE];
    random.nextBytes(name);
    String text = HexFormat.of().formatHex(name);
    return Arrays.stream(DkimAlgorithm.values())
        .map(algorithm -> new Pair(new Selector(initial(algorithm) + text), DkimKeyPair.generate(algorithm, random)))
        .toList();
  }

  private static String initial(DkimAlgorithm algorithm) {
    return algorithm.name().substring(0, 1).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Keyring[" + signing.size() + " signing, " + waiting.size() + " waiting, " + former.size() + " former]";
  }
}
