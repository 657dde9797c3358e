package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.message.BodyText;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLengthTest {
  private static final String MIXED =
      "From: ann@acme.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";

  @Test
  void a_text_with_many_lines_is_read_as_far_as_one_without_and_says_when_it_is_cut() throws IOException {
    String lines = "word\r\n".repeat(10);

    assertThat(text(lines, 50)).isEqualTo(new BodyText("word\n".repeat(10), false));
    assertThat(text(lines, 49)).isEqualTo(new BodyText("word\n".repeat(9) + "word", true));
    assertThat(text("\r\n".repeat(30), 30)).isEqualTo(new BodyText("\n".repeat(30), false));
    assertThat(text("\r\n".repeat(31), 30)).isEqualTo(new BodyText("\n".repeat(30), true));
    assertThat(text("x".repeat(30), 30)).isEqualTo(new BodyText("x".repeat(30), false));
    assertThat(text("\uD83D\uDE00".repeat(15), 29)).isEqualTo(new BodyText("\uD83D\uDE00".repeat(14), true));
  }

  /** The line end between two texts counts too, and may be the last that fits. */
  @Test
  void two_texts_are_read_as_far_as_one_and_say_when_they_are_cut() throws IOException {
    String both = twoParts("x".repeat(29), "yy");

    assertThat(mixed(both, 32)).isEqualTo(new BodyText("x".repeat(29) + "\nyy", false));
    assertThat(mixed(both, 31)).isEqualTo(new BodyText("x".repeat(29) + "\ny", true));
    assertThat(mixed(both, 30)).isEqualTo(new BodyText("x".repeat(29) + '\n', true));
    assertThat(mixed(both, 29)).isEqualTo(new BodyText("x".repeat(29), true));
  }

  @ParameterizedTest
  @ValueSource(ints = {3_998, 3_999, 4_000, 4_001})
  void a_message_whose_first_text_fills_the_snippet_is_outlined(int length) throws IOException {
    MessageSource message = Samples.of(MIXED + twoParts("x".repeat(length), "yy"));
    assertThat(Samples.PARSER.outline(message).snippet()).isEqualTo("x".repeat(200));
  }

  private static BodyText mixed(String parts, int maxLength) throws IOException {
    return Samples.PARSER.body(Samples.of(MIXED + parts), maxLength).text().orElseThrow();
  }

  private static String twoParts(String one, String two) {
    return "--b\r\n\r\n" + one + "\r\n--b\r\n\r\n" + two + "\r\n--b--\r\n";
  }

  private static BodyText text(String body, int maxLength) throws IOException {
    return Samples.PARSER.body(Samples.of("From: ann@acme.example\r\n\r\n" + body), maxLength).text().orElseThrow();
  }
}
