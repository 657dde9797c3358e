package dev.postroom.smtp;

import dev.postroom.testkit.Damage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What clients send in whole sessions, in order and damaged; one octet for each character. */
final class Sessions {
  /** What means something to a listener, at whatever place. */
  static final String[] TOKENS = {"\r\n", "\r", "\n", "\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r\n", "\r\n.\n", ".", "\0",
      " ", "DATA\r\n", "BDAT 5\r\n", "BDAT 0 LAST\r\n", "BDAT 99999999999999999999\r\n", "BDAT 2000000\r\n",
      "BDAT -1\r\n",
      "RSET\r\n", "QUIT\r\n", "STARTTLS\r\n", "EHLO x\r\n", "MAIL FROM:<eve@evil.example>\r\n", "MAIL FROM:<",
      "RCPT TO:<bob@acme.example>\r\n", "RCPT TO:<@a,@b:c@acme.example>\r\n", " SIZE=99999999999999999999",
      " BODY=BINARYMIME", " SMTPUTF8", "<", ">", "\"", "\\", "\u00FF\u00FE", "\u00C3\u00BC", "GET / HTTP/1.1\r\n",
      "PROXY UNKNOWN\r\n", "x".repeat(2_100), "NOOP\r\n".repeat(30), "WHAT\r\n".repeat(25)};
  private static final String ENVELOPE = "MAIL FROM:<ann@sender.example>\r\nRCPT TO:<bob@acme.example>\r\n";
  private static final byte[] PROXIED_BINARY =
      {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, 0x21, 0x11, 0, 12, (byte) 198, 51, 100,
          7,
          (byte) 192, 0, 2, 1, (byte) 220, 4, 0, 25};

  private Sessions() {}

  /** One to four messages, by DATA and BDAT, with what clients say besides. */
  static Arbitrary<String> valid() {
    return Combinators
        .combine(Arbitraries.of("EHLO client.example\r\n", "HELO client\r\n", "EHLO a\r\nEHLO b\r\n"),
            steps().list().ofMinSize(1).ofMaxSize(4))
        .as((greeting, steps) -> greeting + String.join("", steps) + "QUIT\r\n");
  }

  private static Arbitrary<String> steps() {
    Arbitrary<String> byData = bodies().map(body -> ENVELOPE + "DATA\r\n" + stuffed(body) + ".\r\n");
    Arbitrary<String> byBdat = bodies().list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(bodies -> ENVELOPE + "RCPT TO:<eva@acme.example>\r\n" + chunks(bodies));
    return Arbitraries.frequencyOf(Tuple.of(3, byData), Tuple.of(3, byBdat),
        Tuple.of(1, Arbitraries.of("RSET\r\n", "NOOP\r\n", "VRFY bob\r\n", "HELP\r\n", ENVELOPE + "RSET\r\n",
            "MAIL FROM:<> SIZE=100 BODY=8BITMIME\r\nRSET\r\n", "STARTTLS\r\n")));
  }

  /** Whole lines, some more than are read ahead, many of which would be commands, ends or dots elsewhere. */
  private static Arbitrary<String> bodies() {
    return Arbitraries
        .of("Subject: x", "", ".", "..", ".x", "text", "QUIT", "RSET", "MAIL FROM:<smuggler@evil.example>",
            "RCPT TO:<bob@acme.example>", "DATA", "BDAT 3 LAST", "caf\u00E9", "\0",
            ("x".repeat(990) + "\r\n").repeat(10) + "QUIT")
        .list()
        .ofMaxSize(8)
        .map(lines -> lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n");
  }

  private static String stuffed(String body) {
    return ("\r\n" + body).replace("\r\n.", "\r\n..").substring(2);
  }

  private static String chunks(List<String> bodies) {
    StringBuilder chunks = new StringBuilder();
    bodies.forEach(body -> chunks.append("BDAT ").append(body.length()).append("\r\n").append(body));
    return chunks + "BDAT 0 LAST\r\n";
  }

  /** Sessions to which something happened. */
  static Arbitrary<String> damaged() {
    return Combinators.combine(valid(), Damage.damages(TOKENS)).as(Sessions::damaged);
  }

  /** The headers of the PROXY protocol, in order and damaged. */
  static Arbitrary<String> proxyHeaders() {
    Arbitrary<String> headers = Arbitraries.of("PROXY TCP4 198.51.100.7 192.0.2.1 56324 25\r\n",
        "PROXY TCP6 2001:db8::7 2001:db8::1 56324 25\r\n", "PROXY UNKNOWN\r\n",
        new String(PROXIED_BINARY, StandardCharsets.ISO_8859_1));
    Arbitrary<String> damaged = Combinators
        .combine(headers,
            Damage.damages(" ", "\r\n", "\0", "65536", "::", "255.", "TCP4", "\u00FF", "\u0001", "\r\n\r\n"))
        .as(Sessions::damaged);
    return Arbitraries.oneOf(headers, damaged);
  }

  private static String damaged(String octets, List<Damage> damages) {
    return new String(Damage.of(octets.getBytes(StandardCharsets.ISO_8859_1), damages), StandardCharsets.ISO_8859_1);
  }
}
