package dev.postroom.core.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages for the tests: files beside them, and octets made in code. */
final class Samples {
  static final MessageParser PARSER = new MessageParser(ParseLimits.STANDARD);

  private Samples() {}

  static MessageSource file(String name) {
    return of(octets(name));
  }

  static byte[] octets(String name) {
    try (InputStream file = Samples.class.getResourceAsStream(name + ".eml")) {
      if (file == null) {
        throw new IllegalArgumentException("sample: " + name);
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static MessageSource of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static MessageSource of(byte[] octets) {
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
