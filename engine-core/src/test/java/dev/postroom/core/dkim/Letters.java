package dev.postroom.core.dkim;

import dev.postroom.core.mime.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Messages to sign: each of some headers over each of some bodies, and the well-formed samples of the parser's tests. */
final class Letters {
  private static final Map<String, String> HEADERS = new TreeMap<>(Map.of("plain", """
      From: Ann <ann@acme.example>
      To: bob@b.example
      Subject: Hello
      Date: Mon, 2 Nov 2026 09:00:00 +0000
      Message-ID: <1@acme.example>
      """, "folded", """
      From: Ann
       <ann@acme.example>
      To: bob@b.example,
      \tcarl@c.example,
        dora@d.example
      Subject: Hello
       \t again,
      \t and again
      References: <1@a.example>
       <2@a.example>
      """, "repeated", """
      To: bob@b.example
      From: Ann <ann@acme.example>
      To: carl@c.example
      Subject: one
      Subject: two
      Received: by x.example; 1
      To: dora@d.example
      Received: by y.example; 2
      """, "spaced", """
      FROM  :  \t ann@acme.example \t\s
      subject:    wide    and \t wide  \s
      Sender :ann@acme.example
      Cc:
      Reply-To:\s
      \s
      """, "eight-bit", """
      From: Jürgen <jürgen@acme.example>
      Subject: Grüße 用户 📮
      To: bob@b.example
      """, "long", """
      From: ann@acme.example
      Subject: %s
      To: %s z@b.example
      """.formatted("word ".repeat(190), "a@b.example, ".repeat(500)), "of a list", """
      From: ann@acme.example
      List-Unsubscribe: <https://acme.example/u?a=1>
      List-Unsubscribe-Post: List-Unsubscribe=One-Click
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/mixed;
       boundary="b"
      Content-Transfer-Encoding: 8bit
      """));

  private static final Map<String, String> BODIES = new TreeMap<>(Map.of("empty", "", "of empty lines", """



      """, "without a line end", """
      Hello
      Bob""", "with empty lines at its end", """
      Hello

      Bob

       \t

      """, "with white space", """
       Hello \t  Bob\t
      \t
      \s
      C \s
      """, "of eight bits", """
      Grüße, 用户 \u00ff\u0080
      """, "of long lines", "x".repeat(997).concat("\n").repeat(40) + "y".repeat(70_000), "of parts", """
      --b
      Content-Type: text/plain

      Hello

      --b
      Content-Type: text/html

      <b>Hello</b>
      --b--
      """, "of dots", """
      .
      ..
      .Hello
      From here
      --\s
      """));

  private static final List<String> SAMPLES =
      List.of("alternative", "mixed", "html-only", "utf8-header", "encoded-words", "iso-2022-jp", "rfc2231-names",
          "forwarded", "delivery-report", "reply", "list-mail", "attachment-only", "text-around-picture");

  private Letters() {}

  /** A message and what it is called; each of its octets is one character. */
  record Letter(String name, String text) {
    byte[] octets() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** 7 times 9, 7 without the empty line, and 13 of the parser's. */
  static Stream<Letter> all() {
    Stream<Letter> made = HEADERS.entrySet()
        .stream()
        .flatMap(header -> Stream.concat(
            BODIES.entrySet()
                .stream()
                .map(body -> written(header.getKey() + ", " + body.getKey(),
                    header.getValue() + '\n' + body.getValue())),
            Stream.of(written(header.getKey() + ", without a body", header.getValue()))));
    return Stream.concat(made, SAMPLES.stream().map(name -> letter(name, sample(name))));
  }

  private static Letter written(String name, String text) {
    return letter(name, utf8(text.replace("\n", "\r\n")));
  }

  private static Letter letter(String name, byte[] octets) {
    return new Letter(name, new String(octets, StandardCharsets.ISO_8859_1));
  }

  private static byte[] sample(String name) {
    String path = "/dev/postroom/core/mime/wellformed/" + name + ".eml";
    try (InputStream file = Letters.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalArgumentException("sample: " + name);
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static MessageSource source(byte[] octets) {
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
