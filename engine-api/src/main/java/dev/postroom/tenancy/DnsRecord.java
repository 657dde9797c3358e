package dev.postroom.tenancy;

import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsType;
import java.nio.charset.StandardCharsets;

/**
 * A record that the owner of a domain publishes.
 *
 * @param name
 *          where
 * @param type
 *          the type of record
 * @param value
 *          what, as {@link dev.postroom.spi.dns.DnsAnswer.Records} writes it: a text without quotes, in one piece
 * @param purpose
 *          what it is good for
 */
public record DnsRecord(DnsName name, DnsType type, String value, Purpose purpose) {
  private static final int LONGEST_STRING = 255;
  private static final int KEPT_SECONDS = 3600;

  /** What a record is good for. */
  public enum Purpose {
    /** Proves that the domain is the workspace's: the one record by which it is confirmed. */
    OWNERSHIP,
    /** Has mail for the domain come here. */
    MX,
    /** Permits mail of the domain to leave from here (RFC 7208). */
    SPF,
    /** A key that mail of the domain is signed with (RFC 6376). */
    DKIM,
    /** Says what is to be thought of mail that is not (RFC 7489). */
    DMARC
  }

  /**
   * The record as a line of a zone file (RFC 1035, section 5.1), to be kept for an hour.
   *
   * @return the line, without its end; a text in quoted strings of at most 255 octets
   */
  public String zoneLine() {
    return name + ". " + KEPT_SECONDS + " IN " + type + ' ' + (type == DnsType.TXT ? quoted(value) : value);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int length = 0;
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (length++ == LONGEST_STRING) {
        quoted.append("\" \"");
        length = 1;
      }
      char c = (char) (octet & 0xff);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append('\\').append("%03d".formatted((int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
