package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.message.BodyText;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TextLengthTest {

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

  private static BodyText text(String body, int maxLength) throws IOException {
    return Samples.PARSER.body(Samples.of("From: ann@acme.example\r\n\r\n" + body), maxLength).text().orElseThrow();
  }
}
