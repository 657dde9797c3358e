package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the generators promise. */
class MailArbitrariesProps {

  @Property(tries = 300)
  void addresses_can_be_written_and_read(@ForAll("addresses") EmailAddress address) {
    assertThat(EmailAddress.parse(address.toString())).isEqualTo(address);
    assertThat(EmailAddress.parse(address.canonical()).canonical()).isEqualTo(address.canonical());
  }

  @Property(tries = 300)
  void what_is_no_address_is_refused(@ForAll("notAddresses") String text) {
    assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(InvalidInputException.class);
  }

  @Property(tries = 100)
  void messages_end_each_line_with_both_characters(@ForAll("messages") byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);

    assertThat(text).startsWith("From: <").endsWith("\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Property(tries = 100)
  void octets_are_few_enough_to_try_many(@ForAll("octets") byte[] octets) {
    assertThat(octets).hasSizeLessThanOrEqualTo(2_000);
  }

  @Provide
  Arbitrary<EmailAddress> addresses() {
    return MailArbitraries.addresses();
  }

  @Provide
  Arbitrary<String> notAddresses() {
    return MailArbitraries.notAddresses();
  }

  @Provide
  Arbitrary<byte[]> messages() {
    return MailArbitraries.messages();
  }

  @Provide
  Arbitrary<byte[]> octets() {
    return MailArbitraries.octets();
  }
}
