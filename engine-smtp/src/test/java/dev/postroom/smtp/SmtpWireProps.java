package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testkit.Tries;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Laws of the wire, over a real listener: what is sent arrives, in whatever pieces, and nothing else is ever said than SMTP. */
class SmtpWireProps {
  private static final Pattern ANSWER = Pattern.compile("[245]\\d\\d[ -]([245]\\.\\d\\.\\d )?.*|354 .*");
  private static final String TO_RCPT = "EHLO client\r\nMAIL FROM:<>\r\nRCPT TO:<bob@acme.example>\r\n";
  private static final int ANSWER_LINES = 10;

  private static Desk desk;

  @BeforeContainer
  static void open() {
    desk = new Desk(
        Desk.server()
            .limits(
                SmtpLimits.defaults()
                    .maxConnectionsPerClient(1_000)
                    .maxRefusedRecipientsPerClient(1_000_000)
                    .maxTextLine(2_000)));
  }

  @AfterContainer
  static void close() {
    desk.close();
  }

  @Property
  @Tries(inEveryBuild = 200, whenAskedFor = 10_000)
  void any_lines_of_octets_arrive_exactly_by_data(@ForAll("lines") List<String> lines,
      @ForAll("sizes") List<Integer> sizes) {
    StringBuilder sent = new StringBuilder(TO_RCPT + "DATA\r\n");
    lines.forEach(line -> sent.append(line.startsWith(".") ? "." : "").append(line).append("\r\n"));
    List<String> answers = converse(octets(sent + ".\r\nQUIT\r\n"), sizes);
    assertThat(answers).endsWith("250 2.0.0 Stored", "221 2.0.0 Goodbye", SmtpClient.CLOSED);
    assertThat(desk.message().text()).isEqualTo(lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n");
  }

  @Property
  @Tries(inEveryBuild = 200, whenAskedFor = 10_000)
  void any_lines_of_octets_arrive_exactly_by_bdat(@ForAll("lines") List<String> lines,
      @ForAll("sizes") List<Integer> chunks,
      @ForAll("sizes") List<Integer> sizes) {
    String message = String.join("\r\n", lines);
    StringBuilder sent = new StringBuilder(TO_RCPT);
    int from = 0;
    for (int chunk : chunks) {
      int to = Math.min(message.length(), from + chunk);
      sent.append("BDAT ").append(to - from).append("\r\n").append(message, from, to);
      from = to;
    }
    sent.append("BDAT ").append(message.length() - from).append(" LAST\r\n").append(message, from, message.length());
    List<String> answers = converse(octets(sent + "QUIT\r\n"), sizes);
    assertThat(answers).hasSize(ANSWER_LINES + chunks.size() + 3)
        .endsWith("250 2.0.0 Stored", "221 2.0.0 Goodbye", SmtpClient.CLOSED);
    assertThat(desk.message().text()).isEqualTo(message);
  }

  @Property
  @Tries(inEveryBuild = 300, whenAskedFor = 15_000)
  void any_commands_in_any_pieces_are_answered_alike_and_in_smtp(@ForAll("commands") List<String> commands,
      @ForAll("sizes") List<Integer> sizes) {
    byte[] sent = octets(String.join("\r\n", commands) + "\r\n.\r\n" + "QUIT\r\n");
    List<String> whole = converse(sent, List.of(sent.length));
    List<String> pieces = converse(sent, sizes);
    assertThat(pieces).isEqualTo(whole);
    assertThat(whole.subList(0, whole.size() - 1)).allMatch(line -> ANSWER.matcher(line).matches());
    desk.receiver.received.clear();
  }

  @Property
  @Tries(inEveryBuild = 300, whenAskedFor = 15_000)
  void a_message_with_a_bare_cr_or_lf_is_refused_and_nothing_in_it_is_executed(@ForAll("unclean") String body,
      @ForAll("sizes") List<Integer> sizes) {
    List<String> answers = converse(octets(TO_RCPT + "DATA\r\n" + body + "\r\n.\r\nQUIT\r\n"), sizes);
    assertThat(answers).hasSize(ANSWER_LINES + 3 + 1)
        .endsWith("554 5.6.0 Message has a bare CR or LF", "221 2.0.0 Goodbye", SmtpClient.CLOSED);
    assertThat(desk.messages()).isEmpty();
  }

  private static List<String> converse(byte[] sent, List<Integer> sizes) {
    try (SmtpClient client = new SmtpClient(desk.port())) {
      speak(client, sent, sizes);
      List<String> answers = new ArrayList<>();
      do {
        answers.add(client.line());
      } while (!answers.getLast().equals(SmtpClient.CLOSED));
      return answers;
    }
  }

  /** Who is sent away and does not notice for a while cannot say the rest; what was answered is there all the same. */
  private static void speak(SmtpClient client, byte[] sent, List<Integer> sizes) {
    try {
      int from = 0;
      for (int size : sizes) {
        int to = Math.min(sent.length, from + size);
        client.send(Arrays.copyOfRange(sent, from, to));
        from = to;
      }
      client.send(Arrays.copyOfRange(sent, from, sent.length));
    } catch (UncheckedIOException sentAway) {
      assertThat(sentAway).hasCauseInstanceOf(SocketException.class);
    }
  }

  private static byte[] octets(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return octets.toByteArray();
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<Character> octet = Arbitraries.chars().range((char) 0, (char) 255).filter(c -> c != '\r' && c != '\n');
    Arbitrary<String> any = octet.array(char[].class).ofMaxSize(1_990).map(String::new);
    Arbitrary<String> dots = Arbitraries.of("", ".", "..", ".x", "QUIT", "DATA");
    return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(2, dots)).list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(0, 300).list().ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<String>> commands() {
    return Arbitraries
        .of("EHLO client", "HELO client", "MAIL FROM:<ann@sender.example>", "MAIL FROM:<> SIZE=10",
            "MAIL FROM:<> SIZE=99999999999",
            "RCPT TO:<bob@acme.example>", "RCPT TO:<suspended@acme.example>", "RCPT TO:<no_such_mailbox@acme.example>",
            "DATA", "hello\r\n.", ".",
            "text", "BDAT 5\r\n0123", "BDAT 0 LAST", "BDAT 7 LAST\r\n.\r\n.\r", "BDAT x", "RSET", "NOOP", "VRFY bob",
            "EXPN bob", "HELP", "WHAT",
            "STARTTLS", "QUIT", "bare\nLF", "bare\rCR", "", "x".repeat(3_000), "NOOP \0", "GET / HTTP/1.1")
        .list()
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<String> unclean() {
    Arbitrary<String> pieces =
        Arbitraries.of("\r", "\n", ".", "\n.\n", "\n.\r\n", "\r.\r\n", "\r\n.\n", "\r\n.\r", "QUIT\r\n",
            "MAIL FROM:<eve@evil.example>\r\n", "\r\n", "x");
    return pieces.list()
        .ofMaxSize(12)
        .map(list -> String.join("", list))
        .filter(body -> Pattern.compile("(?<!\r)\n|\r(?!\n)").matcher(body + "\r\n").find()
            && !("\r\n" + body + "\r\n").contains("\r\n.\r\n"));
  }
}
