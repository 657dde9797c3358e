package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.SmtpStep;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said to a server that can do more or less: SIZE, 8BITMIME, SMTPUTF8. */
class OutboundExtensionsTest {
  private static final String TAKEN = "TAKEN 250 2.0.0";
  private static final Letter PLAIN = Letter.of(Postbag.LETTER);

  private final Postbag bag = Postbag.open();

  @AfterEach
  void close() {
    bag.close();
  }

  private List<String> parameters() {
    return bag.peer.taken().getLast().parameters();
  }

  private void assertNothingWasSaid() {
    assertThat(bag.peer.conversations().getLast()).noneMatch(line -> line.startsWith("C: MAIL"));
  }

  @Test
  void a_server_that_knows_no_extensions_gets_plain_messages() {
    bag.peer.always(SmtpStep.EHLO, Reaction.say("502 5.5.1 What"));
    assertThat(bag.send(PLAIN, "bob@b.example")).isEqualTo(TAKEN);
    assertThat(parameters()).isEmpty();
    assertThat(bag.peer.conversations().getFirst()).contains("C: HELO out.acme.example");
  }

  @Test
  void a_message_as_large_as_is_taken_is_sent_and_a_larger_one_is_not_begun() {
    bag.peer.offer("SIZE 33");
    assertThat(bag.send(PLAIN, "bob@b.example")).isEqualTo(TAKEN);
    assertThat(parameters()).containsExactly("SIZE=33");
    bag.peer.offer("SIZE 32");
    try (Postbag other = Postbag.open()) {
      other.peer.offer("SIZE 32");
      assertThat(other.send(PLAIN, "bob@b.example", "ann@b.example")).isEqualTo("NEVER 0 5.3.4, NEVER 0 5.3.4");
      assertThat(other.peer.conversations().getLast()).noneMatch(line -> line.startsWith("C: MAIL"));
    }
  }

  @Test
  void a_size_without_a_number_is_no_limit() {
    for (String size : List.of("SIZE", "SIZE 0", "SIZE many")) {
      try (Postbag other = Postbag.open()) {
        other.peer.offer(size);
        assertThat(other.send(PLAIN, "bob@b.example")).as(size).isEqualTo(TAKEN);
      }
    }
  }

  @Test
  void eight_bit_text_is_announced_or_else_not_sent() {
    assertThat(bag.send(PLAIN.eightBit(), "bob@b.example")).isEqualTo(TAKEN);
    assertThat(parameters()).containsExactly("SIZE=33", "BODY=8BITMIME");
    try (Postbag other = Postbag.open()) {
      other.peer.offer("SMTPUTF8");
      assertThat(other.send(PLAIN.eightBit(), "bob@b.example")).isEqualTo("NEVER 0 5.6.3");
      assertThat(other.send(PLAIN, "bob@b.example")).isEqualTo(TAKEN);
      assertThat(other.peer.conversations()).as("the connection is still good").hasSize(1);
    }
  }

  @Test
  void an_international_header_is_announced_or_else_not_sent() {
    assertThat(bag.send(PLAIN.international(), "bob@b.example")).isEqualTo(TAKEN);
    assertThat(parameters()).containsExactly("SIZE=33", "BODY=8BITMIME", "SMTPUTF8");
    try (Postbag other = Postbag.open()) {
      other.peer.offer("8BITMIME");
      assertThat(other.send(PLAIN.international(), "bob@b.example")).isEqualTo("NEVER 0 5.6.9");
    }
  }

  @Test
  void an_international_address_is_announced_and_sent_as_utf8() {
    assertThat(bag.send(PLAIN, "j\u00FCrgen@b.example")).isEqualTo(TAKEN);
    assertThat(parameters()).containsExactly("SIZE=33", "SMTPUTF8");
    assertThat(bag.peer.taken()).singleElement()
        .extracting(ReceivedMail::recipients)
        .isEqualTo(List.of("j\u00FCrgen@b.example"));
  }

  @Test
  void an_international_address_keeps_nobody_else_from_the_message() {
    bag.peer.offer("8BITMIME");
    assertThat(bag.send(PLAIN, "j\u00FCrgen@b.example", "bob@b.example")).isEqualTo("NEVER 0 5.6.7, " + TAKEN);
    assertThat(bag.peer.taken().getFirst().recipients()).containsExactly("bob@b.example");
    assertThat(bag.send(PLAIN, "j\u00FCrgen@b.example")).isEqualTo("NEVER 0 5.6.7");
  }

  @Test
  void nothing_is_said_of_a_message_that_nobody_can_be_told_of() {
    bag.peer.offer("PIPELINING");
    assertThat(bag.send(PLAIN, "j\u00FCrgen@b.example", "\u7528@b.example")).isEqualTo("NEVER 0 5.6.7, NEVER 0 5.6.7");
    assertNothingWasSaid();
  }

  @Test
  void a_quoted_address_is_said_as_it_is() {
    assertThat(bag.send(PLAIN, "\"a b>c\"@b.example")).isEqualTo(TAKEN);
    assertThat(bag.peer.taken().getFirst().recipients()).containsExactly("\"a b>c\"@b.example");
  }
}
