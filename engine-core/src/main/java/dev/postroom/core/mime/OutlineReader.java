package dev.postroom.core.mime;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.Correspondent;
import dev.postroom.message.ParseProblem;
import dev.postroom.message.ParseStatus;
import dev.postroom.message.PartDisposition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the sections of an encoded outline, those that it knows. */
final class OutlineReader {
  private final ByteBuffer octets;
  private final Map<Integer, ByteBuffer> sections = new HashMap<>();

  OutlineReader(byte[] octets) {
    this.octets = ByteBuffer.wrap(octets);
  }

  Outline read() {
    try {
      int version = octets.get() & 0xff;
      if (version != OutlineCodec.VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "outline version: " + version + " (expected: " + OutlineCodec.VERSION + ')');
      }
      split();
      return outline();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | DateTimeException damaged) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "outline: damaged", damaged);
    }
  }

  private void split() {
    while (octets.hasRemaining()) {
      int tag = octets.get() & 0xff;
      int length = octets.getShort() & 0xffff;
      sections.put(tag, octets.slice(octets.position(), length));
      octets.position(octets.position() + length);
    }
  }

  private Outline outline() {
    People people = new People(people(OutlineTag.FROM), people(OutlineTag.SENDER).stream().findFirst(),
        people(OutlineTag.REPLY_TO), people(OutlineTag.TO), people(OutlineTag.CC), people(OutlineTag.BCC));
    Threading threading =
        new Threading(first(OutlineTag.MESSAGE_ID), ids(OutlineTag.IN_REPLY_TO), ids(OutlineTag.REFERENCES));
    Optional<Instant> date =
        list(OutlineTag.DATE, ByteBuffer::getLong).stream().findFirst().map(Instant::ofEpochSecond);
    return new Outline(first(OutlineTag.SUBJECT).orElse(""), date, people, threading, automation(),
        first(OutlineTag.SNIPPET).orElse(""), list(OutlineTag.ATTACHMENTS, OutlineReader::attachment), status());
  }

  private <T> List<T> list(OutlineTag tag, Function<ByteBuffer, T> form) {
    ByteBuffer section = sections.getOrDefault(tag.number(), ByteBuffer.allocate(0));
    List<T> list = new ArrayList<>();
    while (section.hasRemaining()) {
      list.add(form.apply(section));
    }
    return list;
  }

  private List<Correspondent> people(OutlineTag tag) {
    return list(tag, OutlineReader::correspondent);
  }

  private List<String> ids(OutlineTag tag) {
    return OutlineCodec.reversed(list(tag, OutlineReader::text));
  }

  private Optional<String> first(OutlineTag tag) {
    return list(tag, OutlineReader::text).stream().findFirst();
  }

  private Automation automation() {
    ByteBuffer section = sections.getOrDefault(OutlineTag.AUTOMATION.number(), ByteBuffer.allocate(Long.BYTES));
    int received = (int) section.getLong();
    Set<Automation.Sign> signs = new HashSet<>();
    while (section.hasRemaining()) {
      signs.add(constant(Automation.Sign.values(), text(section), Automation.Sign.AUTO_SUBMITTED));
    }
    return new Automation(signs, received);
  }

  private ParseStatus status() {
    Set<ParseProblem> problems = new HashSet<>(list(OutlineTag.PROBLEMS,
        section -> constant(ParseProblem.values(), text(section), ParseProblem.UNREADABLE)));
    return new ParseStatus(problems);
  }

  private static Correspondent correspondent(ByteBuffer section) {
    String name = text(section);
    String written = text(section);
    String address = section.get() == OutlineCodec.ADDRESS_AS_WRITTEN ? written : text(section);
    return new Correspondent(unlessEmpty(name), unlessEmpty(address).flatMap(OutlineReader::address), written);
  }

  private static Optional<EmailAddress> address(String text) {
    try {
      return Optional.of(EmailAddress.parse(text));
    } catch (InvalidInputException noLongerAnAddress) {
      return Optional.empty();
    }
  }

  private static AttachmentInfo attachment(ByteBuffer section) {
    String part = text(section);
    Optional<String> fileName = unlessEmpty(text(section));
    String mediaType = text(section);
    PartDisposition disposition = constant(PartDisposition.values(), text(section), PartDisposition.ATTACHMENT);
    return new AttachmentInfo(part, fileName, mediaType, disposition, unlessEmpty(text(section)), section.getLong());
  }

  private static Optional<String> unlessEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String text(ByteBuffer section) {
    byte[] utf8 = new byte[section.getShort() & 0xffff];
    section.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The constant of that name; one of a later version counts as the one that asks for the most care. */
  private static <E extends Enum<E>> E constant(E[] constants, String name, E unknown) {
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return unknown;
  }
}
