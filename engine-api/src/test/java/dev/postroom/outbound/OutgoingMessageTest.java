package dev.postroom.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OutgoingMessageTest {
  private static final OutgoingMessage TO_ANN = OutgoingMessage.to("ann@remote.example");

  @Test
  void further_recipients_are_named_by_their_addresses_as_the_first_is() {
    OutgoingMessage message =
        TO_ANN.addTo("bob@remote.example").addCc("carol@remote.example").addBcc("dan@remote.example");

    assertThat(message.to()).containsExactly(addressee("ann@remote.example"), addressee("bob@remote.example"));
    assertThat(message.cc()).containsExactly(addressee("carol@remote.example"));
    assertThat(message.bcc()).containsExactly(addressee("dan@remote.example"));
    assertThat(TO_ANN.to()).as("the value before").hasSize(1);
  }

  @Test
  void what_is_no_address_is_refused_and_not_repeated() {
    List<UnaryOperator<OutgoingMessage>> additions =
        List.of(message -> message.addTo("no address"), message -> message.addCc("no address"),
            message -> message.addBcc("no address"), message -> message.addTo("a@b.example\r\nBcc: c@d.example"));

    additions.forEach(addition -> assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> addition.apply(TO_ANN))
        .withMessageNotContaining("no address"));
  }

  private static Addressee addressee(String address) {
    return Addressee.of(EmailAddress.parse(address));
  }
}
