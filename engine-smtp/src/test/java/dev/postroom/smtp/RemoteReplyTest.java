package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the answers of other servers are read. */
class RemoteReplyTest {

  private static Answer answer(int code, String lines) {
    return new RemoteReply(code, lines).answer();
  }

  @Test
  void an_answer_has_a_code_a_status_and_a_text() {
    assertThat(answer(550, "550 5.1.1 No such user\n"))
        .isEqualTo(new Answer(550, Optional.of(new EnhancedStatus(5, 1, 1)), "No such user"));
    assertThat(answer(250, "250 OK\n")).isEqualTo(new Answer(250, Optional.empty(), "OK"));
    assertThat(answer(250, "250\n")).isEqualTo(new Answer(250, Optional.empty(), ""));
    assertThat(answer(250, "250 2.0.0\n")).isEqualTo(new Answer(250, Optional.of(new EnhancedStatus(2, 0, 0)), ""));
    assertThat(answer(550, "550 5.1.1234 x\n")).isEqualTo(new Answer(550, Optional.empty(), "5.1.1234 x"));
  }

  @Test
  void lines_are_joined_without_what_each_repeats() {
    assertThat(answer(550, "550-5.7.26 This mail is\n550-5.7.26 unauthenticated.\n550 5.7.26 See there\n"))
        .isEqualTo(
            new Answer(550, Optional.of(new EnhancedStatus(5, 7, 26)), "This mail is unauthenticated. See there"));
  }

  @Test
  void control_characters_are_left_out() {
    assertThat(answer(450, "450 4.2.0 a\u0007b\u001B[31mc\u0000\u007F\u0085d\n").text()).isEqualTo("ab[31mcd");
  }

  @Test
  void a_long_text_is_cut() {
    assertThat(answer(450, "450 " + "x".repeat(5_000) + "\n").text()).isEqualTo("x".repeat(1_000));
    String stamps =
        new String("\uD83D\uDCEE".repeat(600).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(answer(450, "450 x" + stamps + "\n").text()).isEqualTo("x" + "\uD83D\uDCEE".repeat(499));
  }

  @Test
  void utf8_is_read_and_what_is_none_is_taken_octet_by_octet() {
    String utf8 = new String("Gr\u00FC\u00DFe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(answer(450, "450 " + utf8 + "\n").text()).isEqualTo("Gr\u00FC\u00DFe");
    assertThat(answer(450, "450 Gr\u00FC\u00DFe\n").text()).isEqualTo("Gr\u00FC\u00DFe");
  }

  @Test
  void no_text_of_it_is_printed() {
    assertThat(new RemoteReply(550, "550 5.1.1 bob@b.example").toString()).isEqualTo("RemoteReply[550]");
    assertThat(answer(550, "550 5.1.1 bob@b.example").toString()).isEqualTo("Answer[550 5.1.1]");
  }
}
