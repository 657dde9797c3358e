package dev.postroom.core.compose;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Addressee;
import dev.postroom.testkit.MailArbitraries;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generators of what people write. */
final class Texts {
  private static final String[] WORDS = {"Rechnung", "Grüße", "Привет", "こんにちは", "请查收附件", "안녕하세요", "مرحبا", "שלום",
      "สวัสดี",
      "नमस्ते", "😀", "👩‍👩‍👧", "e\u0301", "ﬁ", "İ", "a", "4711", "Re:", "\"quoted\"", "back\\slash", "(comment)",
      "<b@acme.example>",
      "a,b;c", "=?UTF-8?Q?x?=", "=?", "?=", "=3D", "%41", "'", "*", "&amp;", "<script>", "From", ".", "-", "--", "@",
      "Bcc: mallory@evil.example", "x".repeat(80), "ж".repeat(90), "😀".repeat(40)};

  private Texts() {}

  /** Lines as a reader shows them: words in many scripts, some very long, with single spaces between them. */
  static Arbitrary<String> lines(int maxLength) {
    return Arbitraries.of(WORDS)
        .list()
        .ofMaxSize(24)
        .map(words -> String.join(" ", words))
        .map(line -> OneLine.cut(line, maxLength).strip());
  }

  /** Any characters that a header value may hold, spaces of all kinds and marks of direction among them. */
  static Arbitrary<String> oddLines(int maxLength) {
    return Arbitraries.oneOf(Arbitraries.strings().all(), Arbitraries.strings().withCharRange(' ', '~'),
        Arbitraries.strings().withChars(" \t=?\"\\,;:<>\u00a0\u200b\u202e\u3000\ufeff\u0301x"))
        .map(text -> OneLine.cut(OneLine.of(text), maxLength));
  }

  /** Texts with all kinds of line ends, long lines, spaces at ends of lines, and controls. */
  static Arbitrary<String> bodies() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(Arbitraries.of(WORDS), Arbitraries.of("\r\n", "\n", "\r", "\n\n", " ", "  \n",
            "\t\n", "\nFrom here", "\n.\n", "\n--=_", "\0", "\f", "\u2028", "=", "=\n", "word ", "y".repeat(1_200)));
    return Arbitraries.frequencyOf(Tuple.of(9, pieces.list().ofMaxSize(60).map(list -> String.join("", list))),
        Tuple.of(1, Arbitraries.strings().all().ofMaxLength(300)));
  }

  static Arbitrary<Addressee> addressees() {
    Arbitrary<EmailAddress> addresses = MailArbitraries.addresses();
    return Arbitraries.oneOf(addresses.map(Addressee::of),
        Combinators.combine(lines(200), addresses).as(Addressee::of));
  }

  /** Names of files as a reader shows them: it takes folders away, and encoded words even where no RFC allows them. */
  static Arbitrary<String> fileNames() {
    return lines(240).map(name -> name.replaceAll("[\\\\/]|=\\?", "").replaceAll(" +", " ").strip() + ".pdf");
  }

  /** How our parser gives back a text: line ends are one character, and a text ends with one. */
  static String asRead(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    StringBuilder read = new StringBuilder();
    lines.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(read::appendCodePoint);
    return read.isEmpty() || read.charAt(read.length() - 1) == '\n' ? read.toString() : read.append('\n').toString();
  }
}
