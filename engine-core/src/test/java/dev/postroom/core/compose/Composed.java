package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.MessageBody;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.message.BodyText;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** A message that was composed, and read again by our own parser. */
final class Composed implements MessageSource {
  static final MessageParser PARSER = new MessageParser(ParseLimits.STANDARD);
  static final Stamp STAMP = new Stamp("1.a@acme.example", Instant.parse("2026-11-02T09:00:00.750Z"));
  static final Addressee SUPPORT = Addressee.of("Acme Support", EmailAddress.parse("support@acme.example"));

  private static final Composer COMPOSER = new Composer();

  private final byte[] octets;

  private Composed(byte[] octets) {
    this.octets = octets;
  }

  static Composed of(OutgoingMessage message) {
    return of(Composition.of(message, SUPPORT, STAMP));
  }

  static Composed of(Composition composition) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      COMPOSER.write(composition, out);
      return new Composed(out.toByteArray());
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
  }

  static Composed ofOctets(byte[] octets) {
    return new Composed(octets);
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(octets);
  }

  @Override
  public long size() {
    return octets.length;
  }

  byte[] octets() {
    return octets;
  }

  String ascii() {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  Outline outline() {
    return read(() -> PARSER.outline(this));
  }

  MessageBody body() {
    return read(() -> PARSER.body(this, 10_000_000));
  }

  Optional<String> text() {
    return body().text().map(BodyText::content);
  }

  Optional<String> html() {
    return body().html().map(BodyText::content);
  }

  byte[] part(String number) {
    return read(() -> {
      try (InputStream content = PARSER.openPart(this, number).orElseThrow()) {
        return content.readAllBytes();
      }
    });
  }

  /** The lines of the message's own header, folds undone. */
  List<String> fields() {
    String head = ascii().substring(0, ascii().indexOf("\r\n\r\n"));
    return List.of(head.replace("\r\n ", " ").split("\r\n"));
  }

  /** The names of the fields, each as often as it stands there, in lower case. */
  List<String> fieldNames() {
    List<String> names = new ArrayList<>();
    fields().forEach(field -> names.add(field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT)));
    return names;
  }

  Optional<String> field(String name) {
    return fields().stream()
        .filter(field -> field.startsWith(name + ':'))
        .findFirst()
        .map(field -> field.substring(name.length() + 1).strip());
  }

  /** What any composed message breaks of the rules for lines; empty when it breaks none. */
  List<String> faults(int longestLine) {
    TreeSet<String> faults = new TreeSet<>();
    int column = 0;
    for (int i = 0; i < octets.length; i++) {
      boolean afterReturn = i > 0 && octets[i - 1] == '\r';
      if (octets[i] < 0 || octets[i] == 0) {
        faults.add("octet " + (octets[i] & 0xff));
      }
      if ((octets[i] == '\n') != afterReturn) {
        faults.add("line end at " + i);
      }
      column = octets[i] == '\n' ? 0 : column + 1;
      if (column > longestLine + 1) {
        faults.add("long line at " + (i - column));
      }
    }
    if (column != 0) {
      faults.add("no line end at the end");
    }
    return List.copyOf(faults);
  }

  private interface Reading<T> {
    T get() throws IOException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.get();
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
  }
}
