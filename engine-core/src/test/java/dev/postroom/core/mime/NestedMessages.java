package dev.postroom.core.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Messages in order, of parts within parts, and how many of the parts are no multiparts. */
final class NestedMessages {
  /** What means something to a reader of messages, at whatever place. */
  static final String[] TOKENS = {"\r\n", "\r\n\r\n", "\n", "\r", "--b0\r\n", "--b1--\r\n", "--b2", "--", ":", ";", "=",
      "\"",
      "(", "<", "\\", "\0", "\u00FF", "=?utf-8?q?=ff?=", "=?utf-8?b?", "?=", "*0*=", "'", "%", "\t", " ", "boundary=b0",
      "Content-Type: multipart/mixed; boundary=b1\r\n", "Content-Transfer-Encoding: base64\r\n",
      "Content-Type: message/rfc822\r\n", "charset=utf-16", "charset=iso-2022-kr", "=\r\n", "x".repeat(4_000)};
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder();

  private NestedMessages() {}

  /** A message, one octet for each character. */
  record Message(String text, int leaves) {
    byte[] octets() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** A part as it may stand in any multipart: the boundaries are made up in the end, so that no two are the same. */
  private sealed interface Entity {
    record Leaf(String text) implements Entity {}

    record Multipart(String subtype, List<Entity> parts) implements Entity {}
  }

  static Arbitrary<Message> any() {
    return Combinators.combine(headers(), entities(4)).as((headers, entity) -> {
      StringBuilder text = new StringBuilder(headers);
      int leaves = write(entity, text, new AtomicInteger());
      return new Message(text.toString(), leaves);
    });
  }

  private static Arbitrary<Entity> entities(int depth) {
    Arbitrary<Entity> leaf = leaves().map(Entity.Leaf::new);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Entity> multipart = Combinators
        .combine(Arbitraries.of("mixed", "alternative", "related", "report; report-type=delivery-status"),
            Arbitraries.lazy(() -> entities(depth - 1)).list().ofMinSize(1).ofMaxSize(3))
        .as(Entity.Multipart::new);
    return Arbitraries.frequencyOf(Tuple.of(1, leaf), Tuple.of(3, multipart));
  }

  private static int write(Entity entity, StringBuilder text, AtomicInteger boundaries) {
    return switch (entity) {
      case Entity.Leaf(String leaf) -> {
        text.append(leaf);
        yield 1;
      }
      case Entity.Multipart(String subtype, List<Entity> parts) -> {
        String boundary = "b" + boundaries.getAndIncrement();
        text.append("Content-Type: multipart/")
            .append(subtype)
            .append("; boundary=\"")
            .append(boundary)
            .append("\"\r\n\r\n");
        int leaves = 0;
        for (Entity part : parts) {
          text.append("--").append(boundary).append("\r\n");
          leaves += write(part, text, boundaries);
          text.append("\r\n");
        }
        text.append("--").append(boundary).append("--\r\n");
        yield leaves;
      }
    };
  }

  private static Arbitrary<String> leaves() {
    return Arbitraries.of(lines("", "Plain text."), lines("Content-Type: text/html", "", "<p>Good <b>morning</b></p>"),
        lines("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
            "gr=C3=BC=C3=9Fe=", "!"),
        lines("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
            base64("Stra\u00DFe ".repeat(40))),
        lines("Content-Type: application/pdf; name=\"=?utf-8?q?a=C3=BC?=.pdf\"", "Content-Disposition: attachment;",
            " filename*0*=utf-8''%e2%82%ac; filename*1=\" rates\"; filename*2*=%2epdf",
            "Content-Transfer-Encoding: base64", "", base64("%PDF".repeat(50))),
        lines("Content-Type: image/png", "Content-ID: <logo@acme.example>", "Content-Disposition: inline",
            "Content-Transfer-Encoding: base64", "", base64("PNG")),
        lines("Content-Type: message/rfc822", "", "Subject: within", "Content-Type: multipart/mixed; boundary=inner",
            "",
            "--inner", "", "x", "--inner--"));
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Arbitrary<String> headers() {
    return Arbitraries
        .of("From: \"Ada, B.\" <ada@acme.example>\r\n",
            "To: a@x.example, =?utf-8?b?w7w=?= <b@y.example>,\r\n G: c@z.example;\r\n",
            "Subject: =?utf-8?q?gr=C3=BC=C3=9Fe?=\r\n =?iso-2022-jp?b?GyRCJDMbKEI=?=\r\n",
            "Date: Mon, 2 Nov 2026 10:00:00 +0100 (CET)\r\n", "Message-ID: <1@acme.example>\r\n",
            "References: <0@acme.example>\r\n\t<00@acme.example>\r\n", "In-Reply-To: <0@acme.example>\r\n",
            "Reply-To: r@acme.example (R (S))\r\n", "Cc: undisclosed-recipients:;\r\n", "Auto-Submitted: no\r\n")
        .list()
        .uniqueElements()
        .map(fields -> String.join("", fields) + "MIME-Version: 1.0\r\n");
  }
}
