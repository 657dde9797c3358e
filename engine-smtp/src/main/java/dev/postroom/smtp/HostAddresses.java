package dev.postroom.smtp;

import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.Egress.Direct;
import dev.postroom.outbound.Egress.Relay;
import dev.postroom.smtp.ClientSettings.Networks;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.dns.DnsType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Finds the addresses of a server, in the order in which they are tried: those of both families in turn, IPv6 first, within a family
 * in a random order. Each carries the server's name, so that nobody has to look it up in reverse.
 */
final class HostAddresses {
  private static final int MOST_ADDRESSES = 8;

  private final DnsResolver dns;
  private final Networks networks;

  HostAddresses(DnsResolver dns, Networks networks) {
    this.dns = dns;
    this.networks = networks;
  }

  List<InetAddress> of(Destination destination) throws NoWay {
    return switch (destination.egress().route()) {
      case Relay relay -> resolvedHere(relay.host());
      case Direct direct -> publicOnes(isInFigures(destination.host())
          ? List.of(named(destination.host(), AddressRange.literal(destination.host())))
          : lookedUp(destination.host()));
    };
  }

  private static List<InetAddress> resolvedHere(String host) throws NoWay {
    try {
      return Stream.of(InetAddress.getAllByName(host))
          .limit(MOST_ADDRESSES)
          .map(address -> named(host, address))
          .toList();
    } catch (UnknownHostException unknown) {
      throw new NoWay(Setback.DNS);
    }
  }

  private List<InetAddress> publicOnes(List<InetAddress> addresses) throws NoWay {
    List<InetAddress> allowed = addresses.stream()
        .filter(address -> networks == Networks.ANY || !NonPublic.holds(address))
        .limit(MOST_ADDRESSES)
        .toList();
    if (allowed.isEmpty()) {
      throw new NoWay(Setback.FORBIDDEN);
    }
    return allowed;
  }

  private List<InetAddress> lookedUp(String host) throws NoWay {
    DnsName name = name(host);
    DnsAnswer v6 = dns.lookup(name, DnsType.AAAA);
    DnsAnswer v4 = dns.lookup(name, DnsType.A);
    List<InetAddress> addresses = inTurn(addresses(host, v6), addresses(host, v4));
    if (addresses.isEmpty()) {
      boolean open = v6 instanceof DnsAnswer.Unavailable || v4 instanceof DnsAnswer.Unavailable;
      throw new NoWay(open ? Setback.DNS : Setback.NO_ADDRESS);
    }
    return addresses;
  }

  private static DnsName name(String host) throws NoWay {
    try {
      return new DnsName(host);
    } catch (InvalidInputException noName) {
      throw new NoWay(Setback.NO_ADDRESS);
    }
  }

  private static List<InetAddress> addresses(String host, DnsAnswer answer) {
    List<InetAddress> addresses = new ArrayList<>();
    if (answer instanceof DnsAnswer.Records records) {
      records.values()
          .stream()
          .filter(HostAddresses::isInFigures)
          .forEach(text -> addresses.add(named(host, AddressRange.literal(text))));
      Collections.shuffle(addresses, ThreadLocalRandom.current());
    }
    return addresses;
  }

  private static InetAddress named(String host, InetAddress address) {
    try {
      return InetAddress.getByAddress(host, address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 octets", impossible);
    }
  }

  private static List<InetAddress> inTurn(List<InetAddress> one, List<InetAddress> other) {
    List<InetAddress> both = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      one.stream().skip(i).findFirst().ifPresent(both::add);
      other.stream().skip(i).findFirst().ifPresent(both::add);
    }
    return both;
  }

  private static boolean isInFigures(String text) {
    try {
      AddressRange.literal(text);
      return true;
    } catch (InvalidInputException aName) {
      return false;
    }
  }
}
