package dev.postroom.tenancy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the owner of a domain publishes, so that the domain is confirmed, mail for it comes here, and mail of it is believed.
 *
 * @param records
 *          the record of ownership first, where there is one
 */
public record DnsRecords(List<DnsRecord> records) {

  /** Copies the list. */
  public DnsRecords {
    records = List.copyOf(records);
  }

  /**
   * All records as the text of a zone file (RFC 1035, section 5.1), with absolute names.
   *
   * @return one line for each record
   */
  public String zoneText() {
    return records.stream().map(record -> record.zoneLine() + '\n').collect(Collectors.joining());
  }
}
