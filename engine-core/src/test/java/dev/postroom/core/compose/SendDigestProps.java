package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class SendDigestProps {
  private static final MessageId ONE = new MessageId(new UUID(1, 1));
  private static final MessageId OTHER = new MessageId(new UUID(1, 2));
  private static final List<UnaryOperator<OutgoingMessage>> CHANGES = List.of(
      message -> message.addTo(addressee("Ann", "ann@acme.example")),
      message -> message.addTo(addressee("", "ann@acme.example")),
      message -> message.addCc(addressee("Ann", "ann@acme.example")),
      message -> message.addBcc(addressee("Ann", "ann@acme.example")),
      message -> message.addHeader("X-A", "b"), message -> message.addHeader("X-A", "c"),
      message -> message.addAttachment(OutgoingAttachment.of("a", "text/csv", new byte[]{1})),
      message -> message.addAttachment(OutgoingAttachment.of("a", "text/csv", new byte[]{2})),
      message -> message.addAttachment(OutgoingAttachment.of("b", "text/csv", new byte[]{1})),
      message -> message.addAttachment(OutgoingAttachment.of("a", "text/html", new byte[]{1})));

  @Property(tries = 500)
  void sends_have_the_same_digest_exactly_when_they_say_the_same(
      @ForAll @Size(max = 6) List<@From("changes") Integer> some,
      @ForAll @Size(max = 6) List<@From("changes") Integer> others) {
    assertThat(digest(message(some)).equals(digest(message(others)))).isEqualTo(sorted(some).equals(sorted(others)));
  }

  @Example
  void each_thing_that_is_said_counts() {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example");
    Set<String> digests = new HashSet<>(List.of(digest(message),
        digest(OutgoingMessage.to("Ann@acme.example")),
        digest(message.from(EmailAddress.parse("a@acme.example"))),
        digest(message.replyTo(addressee("", "a@acme.example"))),
        digest(message.subject("")), digest(message.subject("x")), digest(message.text("x")), digest(message.html("x")),
        digest(message.text("\ufffd")),
        digest(message.unsubscribe(URI.create("https://acme.example/u"))),
        of(message, SendKind.REPLY, Optional.of(ONE)), of(message, SendKind.REPLY, Optional.of(OTHER)),
        of(message, SendKind.REPLY_ALL, Optional.of(ONE)), of(message, SendKind.FORWARD, Optional.of(ONE))));

    assertThat(digests).hasSize(14);
  }

  @Example
  void its_name_and_time_do_not_count() {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example").text("x");

    assertThat(digest(message.idempotencyKey("k").sendAt(Instant.EPOCH))).isEqualTo(digest(message));
  }

  @Example
  void a_file_that_cannot_be_read_is_the_callers_mistake() {
    OutgoingMessage message = OutgoingMessage.to("ann@acme.example")
        .addAttachment(OutgoingAttachment.of("x", "text/plain", () -> {
          throw new IOException("gone");
        }));

    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> digest(message));
  }

  private static OutgoingMessage message(List<Integer> changes) {
    OutgoingMessage message = OutgoingMessage.ofText("x");
    for (int change : changes) {
      message = CHANGES.get(change).apply(message);
    }
    return message;
  }

  /** What counts is the order within each list, not between them: To, Cc, Bcc, fields, files. */
  private static List<Integer> sorted(List<Integer> changes) {
    List<Integer> lists = List.of(0, 0, 1, 2, 3, 3, 4, 4, 4, 4);
    return changes.stream().sorted((one, other) -> lists.get(one).compareTo(lists.get(other))).toList();
  }

  private static Addressee addressee(String name, String address) {
    return new Addressee(Optional.of(name).filter(text -> !text.isEmpty()), EmailAddress.parse(address));
  }

  private static String digest(OutgoingMessage message) {
    return of(message, SendKind.MESSAGE, Optional.empty());
  }

  private static String of(OutgoingMessage message, SendKind kind, Optional<MessageId> original) {
    return HexFormat.of().formatHex(SendDigest.of(message, kind, original));
  }

  @Provide
  Arbitrary<Integer> changes() {
    return Arbitraries.integers().between(0, CHANGES.size() - 1);
  }
}
