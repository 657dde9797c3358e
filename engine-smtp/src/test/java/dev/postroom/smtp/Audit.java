package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.smtp.RecordingReceiver.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a conversation once more, from the client's octets and the answers alone, as RFC 5321 and RFC 3030 frame it: one answer for
 * each line, a body up to its one true end, a chunk as long as it says. It finds out which messages were acknowledged. An answer too
 * many is a body that was executed; a message too few is one that was lost.
 */
final class Audit {
  static final String STORED = "250 2.0.0 Stored";
  /** As the limits of a listener are by default, without its CRLF. */
  private static final int LONGEST_LINE = 2_046;
  /** Beyond this, the end of a line is not waited for. */
  private static final int ENDLESS_LINE = 65_536;
  private static final String READY_FOR_TLS = "220 2.0.0 Ready to start TLS";
  private static final Pattern ANSWER = Pattern.compile("[245]\\d\\d[ -]([245]\\.\\d\\.\\d )?[ -~]*|354 [ -~]*");
  private static final Pattern CHUNK = Pattern.compile("(\\d{1,20})(?: +(LAST))?", Pattern.CASE_INSENSITIVE);

  private final String sent;
  private final List<String> answers;
  private final List<String> acknowledged = new ArrayList<>();
  private final StringBuilder chunks = new StringBuilder();
  private int at;
  private int answered;
  private int recipients;

  private Audit(String sent, List<String> answers) {
    this.sent = sent;
    this.answers = answers;
  }

  /** Finds that exactly those messages were stored that were acknowledged, and that nothing else was done than was asked for. */
  static void holds(String sent, String said, List<Received> stored) {
    List<String> answers = answers(said);
    Audit audit = new Audit(sent, answers);
    if (!answers.isEmpty()) {
      assertThat(audit.answer()).as("the greeting").matches("(220|421) .*");
      audit.read();
    }
    assertThat(answers.subList(audit.answered, answers.size())).as("answers that nobody asked for").isEmpty();
    assertThat(stored.stream().map(Received::text)).as("what was stored, by what was acknowledged")
        .isEqualTo(audit.acknowledged);
  }

  /** The last line of each answer. What follows the change to TLS is not for us to read. */
  private static List<String> answers(String said) {
    List<String> answers = new ArrayList<>();
    for (int from = 0; from < said.length();) {
      int end = said.indexOf("\r\n", from);
      assertThat(end).as("an answer ends in CRLF").isNotNegative();
      String line = said.substring(from, end);
      assertThat(line).matches(ANSWER);
      if (!line.startsWith("-", 3)) {
        answers.add(line);
      }
      from = line.equals(READY_FOR_TLS) ? said.length() : end + 2;
    }
    return answers;
  }

  private void read() {
    while (answered < answers.size()) {
      int end = sent.indexOf('\n', at);
      if (end < 0) {
        answered += sent.length() - at >= ENDLESS_LINE ? 1 : 0;
        return;
      }
      String line = sent.substring(at, end > at && sent.charAt(end - 1) == '\r' ? end - 1 : end);
      at = end + 1;
      if (line.length() > LONGEST_LINE) {
        answer();
        continue;
      }
      int space = line.indexOf(' ');
      String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
      command(verb, space < 0 ? "" : line.substring(space).strip());
    }
  }

  private void command(String verb, String argument) {
    switch (verb) {
      case "BDAT" -> chunk(CHUNK.matcher(argument));
      case "DATA" -> {
        if (answer().startsWith("354")) {
          body();
        }
      }
      case "EHLO", "HELO", "RSET" -> forgetIf(answer().startsWith("250"));
      case "MAIL" -> forgetIf(answer().startsWith("250"));
      case "RCPT" -> recipients += answer().startsWith("250") ? 1 : 0;
      case "STARTTLS" -> {
        if (answer().equals(READY_FOR_TLS)) {
          at = sent.length();
        }
      }
      default -> answer();
    }
  }

  private void forgetIf(boolean isAnotherTransaction) {
    if (isAnotherTransaction) {
      chunks.setLength(0);
      recipients = 0;
    }
  }

  private void body() {
    int end = ("\r\n" + sent.substring(at)).indexOf("\r\n.\r\n");
    if (end < 0) {
      at = sent.length();
      return;
    }
    String body = sent.substring(at, at + end);
    at += end + 3;
    if (answered < answers.size() && answer().equals(STORED)) {
      acknowledge(("\r\n" + body).replace("\r\n.", "\r\n").substring(2));
    }
  }

  private void chunk(Matcher chunk) {
    if (!chunk.matches() || chunk.group(1).replaceFirst("^0+", "").length() > 9) {
      answer();
      return;
    }
    int from = at;
    at = (int) Math.min(sent.length(), from + Long.parseLong(chunk.group(1)));
    String answer = answer();
    if (!answer.startsWith("250")) {
      chunks.setLength(0);
      return;
    }
    chunks.append(sent, from, at);
    if (answer.equals(STORED)) {
      assertThat(chunk.group(2)).as("the last chunk says so").isNotNull();
      acknowledge(chunks.toString());
      chunks.setLength(0);
    }
  }

  private void acknowledge(String message) {
    assertThat(recipients).as("recipients of what was stored").isPositive();
    assertThat(message).doesNotContainPattern("(?<!\r)\n|\r(?!\n)");
    acknowledged.add(message);
  }

  private String answer() {
    return answers.get(answered++);
  }
}
