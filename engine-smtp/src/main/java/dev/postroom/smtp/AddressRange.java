package dev.postroom.smtp;

import dev.postroom.error.InvalidInputException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A network in CIDR notation (RFC 4632), or a single address. Reading one looks nothing up. */
record AddressRange(InetAddress network, int prefix) {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
    int bits = network.getAddress().length * 8;
    return new AddressRange(network, slash < 0 ? bits : prefix(text.substring(slash + 1), bits));
  }

  /** An address written in figures; names are refused instead of being resolved. */
  static InetAddress literal(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    if (!(v6 ? IPV6_CHARACTERS : IPV4).matcher(text).matches()) {
      throw malformed();
    }
    try {
      return InetAddress.getByName(v6 ? '[' + text + ']' : text);
    } catch (UnknownHostException notAnAddress) {
      throw malformed();
    }
  }

  private static int prefix(String text, int bits) {
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > bits) {
      throw malformed();
    }
    return Integer.parseInt(text);
  }

  boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int ignored = mine.length * 8 - prefix;
    return new BigInteger(1, mine).shiftRight(ignored).equals(new BigInteger(1, theirs).shiftRight(ignored));
  }

  private static InvalidInputException malformed() {
    return new InvalidInputException(
        "address range: malformed (expected: an IP address, or one with a prefix such as 192.0.2.0/24)");
  }
}
