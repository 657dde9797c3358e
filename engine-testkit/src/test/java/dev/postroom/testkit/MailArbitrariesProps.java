package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

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

  @Property(tries = 200)
  void outgoing_messages_have_a_recipient_and_files_that_can_be_read_twice(
      @ForAll("outgoingMessages") OutgoingMessage message) throws IOException {
    assertThat(message.to()).isNotEmpty();
    for (OutgoingAttachment file : message.attachments()) {
      assertThat(octets(file)).isEqualTo(octets(file));
    }
    assertThat(message.toString()).matches("OutgoingMessage\\[recipients=\\d+, attachments=\\d+]");
  }

  @Property(tries = 500)
  void outgoing_messages_are_of_every_kind(@ForAll("outgoingMessages") OutgoingMessage message) {
    Statistics.label("texts").collect(message.text().isPresent(), message.html().isPresent());
    Statistics.label("texts")
        .coverage(coverage -> List.of(true, false)
            .forEach(text -> List.of(true, false)
                .forEach(html -> coverage.check(text, html).count(count -> count > 0))));
    Statistics.label("copies").collect(!message.cc().isEmpty() && !message.bcc().isEmpty());
    Statistics.label("copies").coverage(coverage -> coverage.check(true).count(count -> count > 0));
  }

  private static byte[] octets(OutgoingAttachment file) throws IOException {
    try (InputStream in = file.content().open()) {
      return in.readAllBytes();
    }
  }

  @Provide
  Arbitrary<OutgoingMessage> outgoingMessages() {
    return MailArbitraries.outgoingMessages();
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
