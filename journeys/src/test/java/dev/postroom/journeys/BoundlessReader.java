package dev.postroom.journeys;

import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.testkit.MimeBomb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The control of {@link MimeBombsTest}: a reader that is told no bounds reads a message of too many levels. */
final class BoundlessReader {
  private static final ParseLimits NONE = new ParseLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE,
      Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

  private BoundlessReader() {}

  public static void main(String[] arguments) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    MimeBomb.NESTING.writeTo(octets);
    try {
      new MessageParser(NONE).outline(source(octets.toByteArray()));
      System.out.println("read");
    } catch (StackOverflowError | OutOfMemoryError exhausted) {
      System.out.println("exhausted");
    }
  }

  private static MessageSource source(byte[] octets) {
    return new MessageSource() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(octets);
      }

      @Override
      public long size() {
        return octets.length;
      }
    };
  }
}
