package dev.postroom.smtp;

import dev.postroom.error.InvalidInputException;
import dev.postroom.smtp.Broken.ConnectionLost;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header of the PROXY protocol, versions 1 and 2 (HAProxy, "The PROXY protocol"): who the client behind a proxy is. Anything else
 * in its place ends the connection, without an answer.
 */
final class ProxyHeader {
  private static final byte[] V2_SIGNATURE = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};
  private static final int V2_FIXED = 16;
  private static final int V2_MOST = 4_096;
  private static final int V1_MOST = 107;

  private ProxyHeader() {}

  /** Reads the header; empty when the proxy speaks for itself or does not know the client. */
  static Optional<InetAddress> read(WireInput input) throws IOException {
    require(input.await(1));
    return input.peek(0) == V2_SIGNATURE[0] ? version2(input) : version1(input);
  }

  private static Optional<InetAddress> version1(WireInput input) throws IOException {
    if (!(input.readLine(V1_MOST) instanceof Line.Text line)) {
      throw new ConnectionLost();
    }
    String[] parts = line.text().split(" ", -1);
    require(parts.length >= 2 && parts[0].equals("PROXY"));
    if (parts[1].equals("UNKNOWN")) {
      return Optional.empty();
    }
    require(parts.length == 6 && isPort(parts[4]) && isPort(parts[5]));
    int octets = switch (parts[1]) {
      case "TCP4" -> 4;
      case "TCP6" -> 16;
      default -> throw new ConnectionLost();
    };
    literal(parts[3], octets);
    return Optional.of(literal(parts[2], octets));
  }

  private static boolean isPort(String text) {
    return text.matches("0|[1-9]\\d{0,4}") && Integer.parseInt(text) <= 65_535;
  }

  private static InetAddress literal(String text, int octets) throws ConnectionLost {
    try {
      require((text.indexOf(':') >= 0) == (octets == 16));
      return AddressRange.literal(text);
    } catch (InvalidInputException malformed) {
      throw new ConnectionLost();
    }
  }

  private static Optional<InetAddress> version2(WireInput input) throws IOException {
    require(input.await(V2_FIXED));
    byte[] fixed = input.take(V2_FIXED);
    require(Arrays.equals(fixed, 0, V2_SIGNATURE.length, V2_SIGNATURE, 0, V2_SIGNATURE.length));
    int length = (fixed[14] & 0xff) << 8 | fixed[15] & 0xff;
    require(length <= V2_MOST && input.await(length));
    byte[] rest = input.take(length);
    return switch (fixed[12] & 0xff) {
      case 0x20 -> Optional.empty();
      case 0x21 -> source(fixed[13] & 0xff, rest);
      default -> throw new ConnectionLost();
    };
  }

  /** The source address of TCP over IPv4 or IPv6; a proxy may say that it does not know one. */
  private static Optional<InetAddress> source(int family, byte[] addresses) throws IOException {
    return switch (family) {
      case 0x00 -> Optional.empty();
      case 0x11 -> Optional.of(address(addresses, 4));
      case 0x21 -> Optional.of(address(addresses, 16));
      default -> throw new ConnectionLost();
    };
  }

  private static InetAddress address(byte[] addresses, int octets) throws IOException {
    int portsOctets = 4;
    require(addresses.length >= 2 * octets + portsOctets);
    return InetAddress.getByAddress(Arrays.copyOf(addresses, octets));
  }

  private static void require(boolean condition) throws ConnectionLost {
    if (!condition) {
      throw new ConnectionLost();
    }
  }
}
