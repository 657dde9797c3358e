package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.mime.Threading;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AncestorsTest {

  @Test
  void an_answer_names_what_it_answers_behind_what_that_refers_to() {
    Ancestors ancestors = Ancestors.ofAnswer(threading("c@x", List.of("b@x"), List.of("a@x", "b@x")));

    assertThat(ancestors.inReplyTo()).contains("c@x");
    assertThat(ancestors.references()).containsExactly("a@x", "b@x", "c@x");
  }

  @Test
  void without_references_the_one_message_that_was_answered_counts() {
    assertThat(Ancestors.ofAnswer(threading("c@x", List.of("b@x"), List.of())).references())
        .containsExactly("b@x", "c@x");
    assertThat(Ancestors.ofAnswer(threading("c@x", List.of("a@x", "b@x"), List.of())).references())
        .containsExactly("c@x");
  }

  @Test
  void a_message_without_identifier_is_answered_within_its_conversation() {
    Ancestors ancestors =
        Ancestors.ofAnswer(new Threading(Optional.empty(), List.of(), List.of("a@x", "b@x")));

    assertThat(ancestors.inReplyTo()).isEmpty();
    assertThat(ancestors.references()).containsExactly("a@x", "b@x");
  }

  @Test
  void a_message_that_is_passed_on_belongs_to_the_conversation_and_answers_nothing() {
    Ancestors ancestors = Ancestors.ofForward(threading("c@x", List.of("b@x"), List.of("a@x", "b@x")));

    assertThat(ancestors.inReplyTo()).isEmpty();
    assertThat(ancestors.references()).containsExactly("a@x", "b@x", "c@x");
  }

  @Test
  void of_a_long_conversation_the_first_and_the_last_are_kept() {
    List<String> ids = IntStream.range(0, 80).mapToObj(number -> number + "@x").toList();
    List<String> kept = Ancestors.ofAnswer(threading("80@x", List.of(), ids)).references();

    assertThat(kept).hasSize(50).startsWith("0@x", "32@x").endsWith("79@x", "80@x");
  }

  @Test
  void an_identifier_stands_once_and_what_cannot_be_written_is_left_out() {
    Ancestors ancestors = Ancestors.ofAnswer(
        threading("b@x", List.of(), List.of("a@x", "a@x", "b@x", "ü@x", "c>\r\nBcc:<d@x", "long@" + "x".repeat(400))));

    assertThat(ancestors.references()).containsExactly("a@x", "b@x");
    assertThat(Ancestors.ofAnswer(threading("a b", List.of(), List.of())).inReplyTo()).isEmpty();
  }

  private static Threading threading(String id, List<String> inReplyTo, List<String> references) {
    return new Threading(Optional.of(id), inReplyTo, references);
  }
}
