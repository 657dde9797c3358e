package dev.postroom.smtp;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The addresses at which no foreign mail exchanger can be: those that are not globally reachable (RFC 6890 and its registries). */
final class NonPublic {
  private static final List<AddressRange> RANGES = Stream
      .of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
          "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
          "224.0.0.0/4", "240.0.0.0/4", "::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32",
          "2002::/16",
          "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8")
      .map(AddressRange::parse)
      .toList();
  private static final AddressRange TRANSLATED = AddressRange.parse("64:ff9b::/96");

  private NonPublic() {}

  static boolean holds(InetAddress address) {
    if (address instanceof Inet6Address && TRANSLATED.contains(address)) {
      return holds(embedded(address));
    }
    return RANGES.stream().anyMatch(range -> range.contains(address));
  }

  /**
   * The IPv4 address in the last octets of an IPv6 address (RFC 6052). One that is mapped (RFC 4291, section 2.5.5.2) Java has made
   * IPv4 of already.
   */
  private static InetAddress embedded(InetAddress address) {
    byte[] octets = address.getAddress();
    return ofOctets(Arrays.copyOfRange(octets, octets.length - 4, octets.length));
  }

  private static InetAddress ofOctets(byte[] octets) {
    try {
      return InetAddress.getByAddress(octets);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an IPv4 address has 4 octets", impossible);
    }
  }
}
