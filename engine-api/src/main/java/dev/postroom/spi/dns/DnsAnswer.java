package dev.postroom.spi.dns;

import java.util.List;

/** What the domain name system answered. */
public sealed interface DnsAnswer {

  /**
   * Records of the type asked for.
   *
   * @param values
   *          each record in presentation form (RFC 1035, section 5.1), {@code "10 mx.acme.example."} for an MX; texts joined and
   *          without quotes
   */
  record Records(List<String> values) implements DnsAnswer {
    /** Copies the list. */
    public Records {
      values = List.copyOf(values);
    }
  }

  /** The name exists, without records of that type (NODATA, RFC 2308). */
  record NoRecords() implements DnsAnswer {}

  /** The name does not exist (NXDOMAIN). */
  record NoSuchName() implements DnsAnswer {}

  /** No answer could be had now (SERVFAIL, time-out); asking later may help. */
  record Unavailable() implements DnsAnswer {}
}
