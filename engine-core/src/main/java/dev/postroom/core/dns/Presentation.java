package dev.postroom.core.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/** Records as the port writes them. */
final class Presentation {
  private Presentation() {}

  static String of(Record record) {
    return record instanceof TXTRecord text ? joined(text) : record.rdataToString();
  }

  /** The strings of a text one after the other (RFC 7208, section 3.3; RFC 6376, section 3.6.2.2), nothing escaped. */
  private static String joined(TXTRecord text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    text.getStringsAsByteArrays().forEach(octets::writeBytes);
    return octets.toString(StandardCharsets.UTF_8);
  }
}
