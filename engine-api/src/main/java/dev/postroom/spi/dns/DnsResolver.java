package dev.postroom.spi.dns;

/** The port of the domain name system: one question, one answer, blocking. Safe for use by many threads. */
@FunctionalInterface
public interface DnsResolver {

  /**
   * Asks for the records of one type.
   *
   * @param name
   *          the name
   * @param type
   *          the type of record
   * @return the answer; a failure of the resolver is an answer too
   */
  DnsAnswer lookup(DnsName name, DnsType type);
}
