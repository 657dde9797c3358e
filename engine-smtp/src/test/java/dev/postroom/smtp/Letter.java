package dev.postroom.smtp;

import dev.postroom.spi.outbound.OutboundContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A message to be sent, as a test writes it: one octet for each character. */
record Letter(String text, long size, boolean isEightBit, boolean isInternational) implements OutboundContent {

  static Letter of(String text) {
    return new Letter(text, text.length(), false, false);
  }

  Letter eightBit() {
    return new Letter(text, size, true, isInternational);
  }

  Letter international() {
    return new Letter(text, size, isEightBit, true);
  }

  /** Says that it is as long as it is not. */
  Letter sized(long octets) {
    return new Letter(text, octets, isEightBit, isInternational);
  }

  @Override
  public InputStream open() throws IOException {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
