package dev.postroom.testkit;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.HeaderField;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of what mail is made of, for properties. */
public final class MailArbitraries {
  private static final String ATOM_CHARACTERS = "abcxyzABCXYZ0189!#$%&'*+-/=?^_`{|}~";

  private MailArbitraries() {}

  /**
   * Domain names in ASCII, of one to four labels.
   *
   * @return names as a person writes them, in mixed case
   */
  public static Arbitrary<String> asciiDomainTexts() {
    Arbitrary<String> label = Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .ofMinLength(1)
        .ofMaxLength(12);
    return label.list().ofMinSize(1).ofMaxSize(3).map(labels -> String.join(".", labels) + ".example");
  }

  /**
   * Domain names with international labels (RFC 5890).
   *
   * @return names with U-labels
   */
  public static Arbitrary<String> internationalDomainTexts() {
    return Arbitraries.of("bücher", "ΕΛΛΆΔΑ", "пример", "例え", "한국", "ไทย", "strasse", "ÇA-VA")
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(labels -> String.join(".", labels) + ".example");
  }

  /**
   * Domain names of all kinds.
   *
   * @return normalised names
   */
  public static Arbitrary<DomainName> domainNames() {
    return Arbitraries.oneOf(asciiDomainTexts(), internationalDomainTexts()).map(DomainName::of);
  }

  /**
   * Local parts that need no quotes: dot-strings (RFC 5321, section 4.1.2).
   *
   * @return at most 64 octets
   */
  public static Arbitrary<String> dotStrings() {
    Arbitrary<String> atom = Arbitraries.strings().withChars(ATOM_CHARACTERS).ofMinLength(1).ofMaxLength(15);
    return atom.list().ofMinSize(1).ofMaxSize(4).map(atoms -> String.join(".", atoms));
  }

  /**
   * Local parts that only stand in quotes, without them.
   *
   * @return at most 64 octets, always with a space
   */
  public static Arbitrary<String> localPartsToQuote() {
    Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(31);
    return Combinators.combine(text, text).as((before, after) -> before + ' ' + after);
  }

  /**
   * Local parts beyond ASCII (RFC 6531), decomposed and supplementary characters among them.
   *
   * @return at most 64 octets also in lower case
   */
  public static Arbitrary<String> internationalLocalParts() {
    Arbitrary<String> letter =
        Arbitraries.of("ü", "Ü", "e\u0301", "J\u030C", "ß", "Σ", "ς", "ж", "用", "户", "한", "📮", "a", "7");
    return letter.list()
        .ofMinSize(1)
        .ofMaxSize(14)
        .map(letters -> String.join("", letters))
        .filter(text -> text.chars().anyMatch(c -> c > '~'));
  }

  /**
   * Addresses of all kinds: plain, quoted, international on either side, with an address literal.
   *
   * @return addresses
   */
  public static Arbitrary<EmailAddress> addresses() {
    Arbitrary<String> localParts = Arbitraries
        .frequencyOf(Tuple.of(4, dotStrings()), Tuple.of(2, localPartsToQuote()),
            Tuple.of(2, internationalLocalParts()));
    Arbitrary<EmailAddress> named = Combinators.combine(localParts, domainNames()).as(EmailAddress::of);
    Arbitrary<EmailAddress> literal = Combinators
        .combine(dotStrings(), Arbitraries.of("[192.0.2.1]", "[IPv6:2001:db8::1]", "[IPv6:::1]"))
        .as((local, address) -> EmailAddress.parse(local + '@' + address));
    return Arbitraries.frequencyOf(Tuple.of(9, named), Tuple.of(1, literal));
  }

  /**
   * Texts that are no address, most of them by a little.
   *
   * @return texts that {@link EmailAddress#parse(String)} refuses
   */
  public static Arbitrary<String> notAddresses() {
    Arbitrary<String> damaged = Combinators.combine(addresses(), Arbitraries.integers().between(0, 100),
        Arbitraries.of("@", "\"", "\\", " ", "\r\n", "\0", "..", "<", ",", "\uD83D")).as((address, place, damage) -> {
          String text = address.toString();
          int at = place * text.length() / 100;
          return text.substring(0, at) + damage + text.substring(at);
        });
    return Arbitraries.oneOf(damaged, Arbitraries.strings().all().ofMaxLength(20)).filter(text -> !isAddress(text));
  }

  private static boolean isAddress(String text) {
    try {
      EmailAddress.parse(text);
      return true;
    } catch (InvalidInputException refused) {
      return false;
    }
  }

  /**
   * Messages as they come over the wire: header fields and a body, lines ended by CR LF (RFC 5322, section 2.1). Bodies have
   * lines that begin with dots, empty lines and octets beyond ASCII; some have no body at all.
   *
   * @return octets
   */
  public static Arbitrary<byte[]> messages() {
    Arbitrary<List<String>> bodies = Arbitraries.oneOf(
        Arbitraries.of("", ".", "..", ".hidden", "From here on", "--boundary", "\u00FC\u00E9", "=3D", " "),
        Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(78)).list().ofMaxSize(20);
    Arbitrary<String> subjects = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60).map(String::strip);
    return Combinators.combine(addresses(), addresses(), subjects, bodies).as((from, to, subject, body) -> {
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      List.of("From: <" + from + '>', "To: <" + to + '>', "Subject: " + subject, "Date: Mon, 2 Nov 2026 09:00:00 +0000")
          .forEach(field -> line(octets, field));
      if (!body.isEmpty()) {
        line(octets, "");
        body.forEach(text -> line(octets, text));
      }
      return octets.toByteArray();
    });
  }

  /**
   * Any octets at all, with the ones that matter to SMTP and MIME more often than chance.
   *
   * @return up to 2,000 octets
   */
  public static Arbitrary<byte[]> octets() {
    Arbitrary<byte[]> pieces = Arbitraries
        .of("\r\n", "\r", "\n", ".", "\r\n.\r\n", "\n.\n", "\r\n\r\n", ":", "\0", "\t", "--", "=?utf-8?q?", "?=",
            "\u00FF")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
    return Arbitraries.oneOf(pieces, noise).list().ofMaxSize(100).map(MailArbitraries::joined);
  }

  /**
   * Texts in one line, in any script: names, subjects, values of header fields.
   *
   * @return up to 60 characters that {@link OutgoingMessage#subject(String)} takes; empty and blank ones among them
   */
  public static Arbitrary<String> lines() {
    Arbitrary<String> plain = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
    Arbitrary<String> scripts = Arbitraries
        .of("\u00FC", "\u00DF", "e\u0301", "\u0416", "\u7528", "\uD55C", "\u05D0\u05D1", "\uD83D\uDCEE",
            "=?utf-8?q?x?=",
            "\"", "\\", ",", "<", "@", " ", "\t", "a", "7")
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
    return Arbitraries.oneOf(plain, scripts);
  }

  /**
   * Texts of several lines, in any script, with every kind of line end, very long lines, and lines that mean something to SMTP.
   *
   * @return texts, empty ones among them
   */
  public static Arbitrary<String> texts() {
    Arbitrary<String> pieces = Arbitraries.oneOf(lines(),
        Arbitraries.of("\r\n", "\n", "\r", ".", "\r\n.\r\n", "From here on", "--", "x".repeat(1_200), "<p>", "=",
            "\0"));
    return pieces.list().ofMaxSize(15).map(parts -> String.join("", parts));
  }

  /**
   * Somebody to write to, with a display name or without.
   *
   * @return addressees
   */
  public static Arbitrary<Addressee> addressees() {
    return Combinators.combine(lines().optional(), addresses()).as(Addressee::new);
  }

  /**
   * Files and inline pictures of any octets.
   *
   * @return attachments of up to 2,000 octets
   */
  public static Arbitrary<OutgoingAttachment> attachments() {
    Arbitrary<String> names = lines().filter(name -> !name.isBlank());
    Arbitrary<String> types = Arbitraries.of("application/pdf", "image/png", "text/plain", "TEXT/Calendar",
        "message/rfc822", "application/x-a.b+c");
    Arbitrary<OutgoingAttachment> files = Combinators.combine(names, types, octets()).as(OutgoingAttachment::of);
    Arbitrary<OutgoingAttachment> pictures = Combinators
        .combine(Arbitraries.of("logo", "a@b.example", "1"), names, octets())
        .as((id, name, octets) -> OutgoingAttachment.inline(id, name, "image/png",
            () -> new ByteArrayInputStream(octets)));
    return Arbitraries.frequencyOf(Tuple.of(3, files), Tuple.of(1, pictures));
  }

  /**
   * Header fields of the host's own.
   *
   * @return fields, the same name more than once among them
   */
  public static Arbitrary<HeaderField> headerFields() {
    return Combinators.combine(Arbitraries.of("X-Ticket", "x-ticket", "X", "Precedence", "X-!#$%&'*+^_`{|}~"), lines())
        .as(HeaderField::new);
  }

  /**
   * Messages to be sent: recipients of each kind, names and texts in many scripts, files, header fields; each option said or not.
   * No author, no time and no idempotency key, which only somebody's mailbox can tell.
   *
   * @return messages with one recipient at least
   */
  public static Arbitrary<OutgoingMessage> outgoingMessages() {
    Arbitrary<List<Addressee>> people = addressees().list().ofMaxSize(3);
    Arbitrary<OutgoingMessage> toPeople = Combinators.combine(addressees(), people, people, people)
        .as((first, to, cc, bcc) -> {
          OutgoingMessage message = all(OutgoingMessage.to(first), to, OutgoingMessage::addTo);
          return all(all(message, cc, OutgoingMessage::addCc), bcc, OutgoingMessage::addBcc);
        });
    Arbitrary<OutgoingMessage> written = Combinators
        .combine(toPeople, lines().optional(), texts().optional(), texts().optional(), addressees().optional(0.2))
        .as((message, subject, text, html, replyTo) -> said(
            said(said(said(message, subject, OutgoingMessage::subject), text, OutgoingMessage::text), html,
                OutgoingMessage::html),
            replyTo, OutgoingMessage::replyTo));
    Arbitrary<URI> links = Arbitraries.of(URI.create("https://acme.example/u?t=1"), URI.create("HTTPS://acme.example"));
    return Combinators.combine(written, attachments().list().ofMaxSize(3), headerFields().list().ofMaxSize(3),
        links.optional(0.2)).as((message, files, fields, unsubscribe) -> {
          OutgoingMessage full = all(message, files, OutgoingMessage::addAttachment);
          full = all(full, fields, (more, field) -> more.addHeader(field.name(), field.value()));
          return said(full, unsubscribe, OutgoingMessage::unsubscribe);
        });
  }

  private static <T> OutgoingMessage all(OutgoingMessage message, List<T> things,
      BiFunction<OutgoingMessage, T, OutgoingMessage> option) {
    OutgoingMessage full = message;
    for (T thing : things) {
      full = option.apply(full, thing);
    }
    return full;
  }

  private static <T> OutgoingMessage said(OutgoingMessage message, Optional<T> thing,
      BiFunction<OutgoingMessage, T, OutgoingMessage> option) {
    return all(message, thing.stream().toList(), option);
  }

  private static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    pieces.forEach(octets::writeBytes);
    return octets.toByteArray();
  }

  private static void line(ByteArrayOutputStream octets, String text) {
    octets.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }
}
