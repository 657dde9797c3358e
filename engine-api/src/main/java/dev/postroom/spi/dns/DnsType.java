package dev.postroom.spi.dns;

/** The types of record that a mail engine asks for. */
public enum DnsType {
  /** IPv4 address (RFC 1035). */
  A,
  /** IPv6 address (RFC 3596). */
  AAAA,
  /** Mail exchanger (RFC 1035). */
  MX,
  /** Text (RFC 1035). */
  TXT
}
