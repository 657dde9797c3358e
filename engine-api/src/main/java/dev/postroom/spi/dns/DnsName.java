package dev.postroom.spi.dns;

import dev.postroom.address.DomainName;
import dev.postroom.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A name that records can be asked for. Wider than a {@link DomainName}: labels such as {@code _dmarc} and {@code _domainkey} begin
 * with an underscore (RFC 8552).
 *
 * @param value
 *          the name in lower case, its labels in ASCII, without the trailing dot; at most 253 characters
 */
public record DnsName(String value) {
  private static final int MAX_LENGTH = 253;
  private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

  /**
   * Normalises and checks the name.
   *
   * @throws InvalidInputException
   *           when it is no name
   */
  public DnsName {
    String lower = value.toLowerCase(Locale.ROOT);
    value = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    if (value.length() > MAX_LENGTH || !LABELS.matcher(value).matches()) {
      throw new InvalidInputException("name: malformed (expected: ASCII labels of at most 253 characters in all)");
    }
  }

  /**
   * The name of a domain.
   *
   * @param domain
   *          the domain
   * @return its name
   */
  public static DnsName of(DomainName domain) {
    return new DnsName(domain.value());
  }

  /**
   * A name below a domain.
   *
   * @param labels
   *          for example {@code _dmarc} or {@code selector._domainkey}
   * @param domain
   *          the domain
   * @return the name
   * @throws InvalidInputException
   *           when it is no name
   */
  public static DnsName below(String labels, DomainName domain) {
    return new DnsName(labels + '.' + domain.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
