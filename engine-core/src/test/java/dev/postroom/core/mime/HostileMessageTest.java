package dev.postroom.core.mime;

import static dev.postroom.message.ParseProblem.HEADERS_TOO_LARGE;
import static dev.postroom.message.ParseProblem.MALFORMED_CONTENT;
import static dev.postroom.message.ParseProblem.MALFORMED_HEADER;
import static dev.postroom.message.ParseProblem.MALFORMED_STRUCTURE;
import static dev.postroom.message.ParseProblem.TEXT_CUT;
import static dev.postroom.message.ParseProblem.TOO_COSTLY;
import static dev.postroom.message.ParseProblem.TOO_DEEP;
import static dev.postroom.message.ParseProblem.TOO_MANY_ADDRESSES;
import static dev.postroom.message.ParseProblem.TOO_MANY_HEADERS;
import static dev.postroom.message.ParseProblem.TOO_MANY_PARTS;
import static dev.postroom.message.ParseProblem.TOO_MANY_REFERENCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postroom.message.BodyText;
import dev.postroom.message.ParseProblem;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are built to cost more than they weigh. The time-out only guards against one that never ends. */
class HostileMessageTest {
  private static final Duration GUARD = Duration.ofSeconds(20);
  private static final String TOP = "From: ann@acme.example\r\nSubject: Sample\r\n";
  private static final String MIXED = TOP + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  private static final String HTML = TOP + "Content-Type: text/html\r\n\r\n";

  @ParameterizedTest(name = "{0}")
  @MethodSource({"headers", "addresses", "structures", "contents"})
  void a_hostile_message_is_outlined_all_the_same(String name, String message, Set<ParseProblem> problems) {
    Outline outline = assertTimeoutPreemptively(GUARD, () -> Samples.PARSER.outline(Samples.of(message)));

    assertThat(outline.status().problems()).isEqualTo(problems);
    assertThat(outline.subject()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(outline.snippet()).hasSizeLessThanOrEqualTo(200);
    assertThat(outline.people().to()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(outline.attachments()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(outline.threading().references()).hasSizeLessThanOrEqualTo(50);
    assertThat(OutlineCodec.encode(outline)).hasSizeLessThanOrEqualTo(OutlineCodec.MAX_OCTETS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"headers", "addresses", "structures", "contents"})
  void a_hostile_message_gives_a_bounded_body(String name, String message, Set<ParseProblem> problems) {
    MessageBody body = assertTimeoutPreemptively(GUARD, () -> Samples.PARSER.body(Samples.of(message), 5_000));

    assertThat(body.text().map(BodyText::content).orElse("")).hasSizeLessThanOrEqualTo(5_000);
    assertThat(body.html().map(BodyText::content).orElse("")).hasSizeLessThanOrEqualTo(5_000);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("encoded words", "Subject: " + "=?utf-8?q?a?= ".repeat(32_000) + "\r\n\r\nText", Set.of(TEXT_CUT)),
        arguments("openings of encoded words", "Subject: " + "=?".repeat(230_000) + "\r\n\r\nText", Set.of(TEXT_CUT)),
        arguments("almost encoded words", "Subject: " + "=?x?y?=".repeat(66_000) + "\r\n\r\nText", Set.of(TEXT_CUT)),
        arguments("folded encoded words", "Subject: " + "=?utf-8?b?YQ==?=\r\n ".repeat(24_000) + "\r\n\r\nText",
            Set.of(TEXT_CUT)),
        arguments("many headers", TOP + "X: y\r\n".repeat(100_000) + "\r\nText", Set.of(TOO_MANY_HEADERS)),
        arguments("one line of 3 MB", TOP + "X: " + "y".repeat(3_000_000) + "\r\n\r\nText", Set.of(HEADERS_TOO_LARGE)),
        arguments("one field of 3 MB", TOP + "X: " + "y\r\n ".repeat(750_000) + "\r\n\r\nText",
            Set.of(HEADERS_TOO_LARGE)),
        arguments("3 MB in all", TOP + ("X: " + "y".repeat(10_000) + "\r\n").repeat(300) + "\r\nText",
            Set.of(HEADERS_TOO_LARGE)),
        arguments("many references", TOP + "References: " + "<a@b> ".repeat(100_000) + "\r\n\r\nText",
            Set.of(TOO_MANY_REFERENCES)),
        arguments("open references", TOP + "References: " + "<".repeat(900_000) + "\r\n\r\nText", Set.of()),
        arguments("parts of a parameter",
            TOP + "Content-Type: text/plain" + "; name*0=ab".repeat(50_000) + "\r\n\r\nText", Set.of()),
        arguments("comments", TOP + "Content-Type: text/plain " + "(".repeat(500_000) + "\r\n\r\nText", Set.of()));
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("689 KB of addresses", to("user@acme.example, ".repeat(36_000)), Set.of(TOO_MANY_ADDRESSES)),
        arguments("quoted names", to("\"A, B\" <user@acme.example>,\r\n ".repeat(22_000)), Set.of(TOO_MANY_ADDRESSES)),
        arguments("no addresses", to("<a@b@c>,".repeat(80_000)), Set.of(TOO_MANY_ADDRESSES, MALFORMED_HEADER)),
        arguments("openings", to("<".repeat(600_000)), Set.of(MALFORMED_HEADER)),
        arguments("comments", to("(".repeat(600_000)), Set.of(MALFORMED_HEADER)),
        arguments("quotes", to("\"".repeat(600_000)), Set.of(MALFORMED_HEADER)),
        arguments("escapes", to("\"\\".repeat(300_000)), Set.of(MALFORMED_HEADER)),
        arguments("groups", to("a:".repeat(300_000)), Set.of()),
        arguments("encoded names", to(("=?utf-8?q?a?= ".repeat(20) + "<a@b.example>, ").repeat(900)), Set.of()),
        arguments("almost encoded names", to(("=?x?y?=".repeat(20) + "<a@b.example>, ").repeat(900)), Set.of()),
        arguments("A-labels", to(("a@xn--" + "a".repeat(240) + ',').repeat(1_000)), Set.of(MALFORMED_HEADER)));
  }

  private static String to(String list) {
    return TOP + "To: " + list + "\r\n\r\nText";
  }

  static Stream<Arguments> structures() {
    return Stream.of(arguments("1.4 MB of nesting", nested(23_000, 0), Set.of(TOO_DEEP)),
        arguments("49 levels around 30 MB", nested(49, 30_000_000), Set.of(TOO_COSTLY)),
        arguments("many parts", MIXED + "--b\r\n\r\nx\r\n".repeat(450_000), Set.of(TOO_MANY_PARTS)),
        arguments("many boundaries", MIXED + "--b\r\n".repeat(900_000), Set.of(TOO_MANY_PARTS, MALFORMED_STRUCTURE)),
        arguments("many names", MIXED
            + ("--b\r\nContent-Disposition: attachment; filename=" + "n".repeat(500) + "\r\n\r\nx\r\n").repeat(2_000),
            Set.of(TOO_MANY_PARTS)),
        arguments("headers of parts", MIXED + ("--b\r\nX: " + "y".repeat(10_000) + "\r\n\r\nx\r\n").repeat(300),
            Set.of(HEADERS_TOO_LARGE)),
        arguments("a preamble", MIXED + "--c\r\n".repeat(2_000_000), Set.of(MALFORMED_STRUCTURE)));
  }

  private static String nested(int depth, int size) {
    StringBuilder message = new StringBuilder(TOP);
    for (int level = 0; level < depth; level++) {
      message.append("Content-Type: multipart/mixed; boundary=\"b")
          .append(level)
          .append("\"\r\n\r\n--b")
          .append(level)
          .append("\r\n");
    }
    message.append("Content-Type: application/pdf\r\n\r\n");
    while (message.length() < size) {
      message.append("A line of content that is nothing special.\r\n".repeat(1_000));
    }
    return message.toString();
  }

  static Stream<Arguments> contents() {
    return Stream.of(arguments("HTML elements", HTML + "<div>".repeat(1_000_000), Set.of()),
        arguments("HTML tables", HTML + "<table><a>".repeat(500_000), Set.of()),
        arguments("HTML formatting", HTML + "<b><i><a><p>".repeat(400_000), Set.of()),
        arguments("HTML in the wrong order", HTML + "<a><b></a><p></b>".repeat(300_000), Set.of()),
        arguments("HTML attributes", HTML + "<a" + " b".repeat(800_000), Set.of()),
        arguments("HTML entities", HTML + "&".repeat(3_000_000), Set.of()),
        arguments("blank lines", TOP + "\r\n" + " \r\n".repeat(3_000_000), Set.of()),
        arguments("one line", TOP + "\r\n" + "a".repeat(10_000_000), Set.of()),
        arguments("soft line breaks",
            TOP + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=\r\n".repeat(3_000_000),
            Set.of(MALFORMED_CONTENT)),
        arguments("no base64", TOP + "Content-Transfer-Encoding: base64\r\n\r\n" + "!".repeat(5_000_000),
            Set.of(MALFORMED_CONTENT)));
  }
}
