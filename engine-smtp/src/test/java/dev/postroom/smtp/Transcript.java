package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation, written as RFC 5321 writes its examples, and held over a socket.
 *
 * <ul>
 * <li>{@code C: } is a line that the client sends with CRLF; several in a row go out in one piece.
 * <li>{@code C~ } is sent without CRLF.
 * <li>{@code S: } is a line that the server must send, exactly; with {@code ...} at its end, only its beginning counts. The
 * greeting need not be written.
 * <li>{@code <CR>}, {@code <LF>}, {@code <NUL>} and {@code <8BIT>} stand for these octets.
 * <li>{@code S: <closed>} is the end of the connection.
 * </ul>
 */
final class Transcript {
  private Transcript() {}

  static void play(int port, String script) {
    try (SmtpClient client = new SmtpClient(port)) {
      if (!script.startsWith("S: 220") && !script.startsWith("S: 421")) {
        assertThat(client.line()).startsWith("220 ");
      }
      play(client, script);
    }
  }

  static void play(SmtpClient client, String script) {
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    List<String> held = new ArrayList<>();
    for (String line : script.split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      String text = line.length() > 3 ? line.substring(3) : "";
      switch (line.substring(0, 2)) {
        case "C:" -> pieces.writeBytes(octets(text + "<CR><LF>"));
        case "C~" -> pieces.writeBytes(octets(text));
        case "S:" -> {
          client.send(pieces.toByteArray());
          pieces.reset();
          String said = client.line();
          boolean prefix = text.endsWith("...");
          held.add((prefix && said.startsWith(text.substring(0, text.length() - 3)) ? text : said));
          assertThat(held.get(held.size() - 1)).as("the answer after %s", held).isEqualTo(text);
        }
        default -> throw new IllegalArgumentException("not a line of a transcript: " + line);
      }
    }
    if (pieces.size() > 0) {
      client.send(pieces.toByteArray());
    }
  }

  static byte[] octets(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int from = 0;
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
      for (Token token : Token.values()) {
        if (open >= from && text.startsWith(token.text, open)) {
          octets.writeBytes(text.substring(from, open).getBytes(StandardCharsets.UTF_8));
          octets.write(token.octet);
          from = open + token.text.length();
        }
      }
    }
    octets.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return octets.toByteArray();
  }

  private enum Token {
    CR("<CR>", '\r'), LF("<LF>", '\n'), NUL("<NUL>", 0), EIGHT_BIT("<8BIT>", 0xe9);

    private final String text;
    private final int octet;

    Token(String text, int octet) {
      this.text = text;
      this.octet = octet;
    }
  }
}
