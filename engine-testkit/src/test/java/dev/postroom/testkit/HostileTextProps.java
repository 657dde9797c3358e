package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.access.ApiKey;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.AuthenticationException;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.PostroomException;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.EventId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.dns.DnsName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever text a stranger gives for an address, a name, an id or a key: it is read, and what it prints is read as the same, or it is
 * refused by the one exception that says so, which does not repeat it. The time-out only guards against one that never ends.
 */
class HostileTextProps {
  private static final Duration GUARD = Duration.ofSeconds(30);
  private static final int MILLION = 1_000_000;
  /** A shorter text may stand in the message by chance. */
  private static final int MEMORABLE = 12;
  private static final List<Reader> READERS =
      List.of(new Reader("address", EmailAddress::parse, InvalidInputException.class),
          new Reader("domain", DomainName::of, InvalidInputException.class),
          new Reader("DNS name", DnsName::new, InvalidInputException.class),
          new Reader("message id", MessageId::parse, InvalidInputException.class),
          new Reader("mailbox id", MailboxId::parse, InvalidInputException.class),
          new Reader("event id", EventId::parse, InvalidInputException.class),
          new Reader("delivery id", DeliveryId::parse, InvalidInputException.class),
          new Reader("key id", KeyId::parse, InvalidInputException.class),
          new Reader("external id", ExternalId::new, InvalidInputException.class),
          new Reader("status", EnhancedStatus::parse, InvalidInputException.class),
          new Reader("key", ApiKey::parse, AuthenticationException.class));
  private static final String[] TOKENS = {"@", "\"", "\\", ".", "..", "[", "]", "[IPv6:", "::", "xn--", "-", "_", "+",
      " ", "\0",
      "\r\n", "\t", "(", "<", "msg_", "mk_", "0", "z", "7", "4.", "a".repeat(64), "\u00C3\u00BC", "\u00E2\u0080\u00AE"};

  /** One way to read a text, and how it refuses. */
  private record Reader(String name, Function<String, Object> read, Class<? extends PostroomException> refusal) {

    void holds(String text) {
      try {
        Object value = read.apply(text);
        if (!(value instanceof ApiKey)) {
          assertThat(read.apply(value.toString())).as(name).isEqualTo(value);
        }
      } catch (PostroomException refused) {
        assertThat(refused).as(name).isExactlyInstanceOf(refusal);
        assertThat(refused.getMessage()).as(name).hasSizeLessThan(300);
        if (text.length() > MEMORABLE) {
          assertThat(refused.getMessage()).as(name).doesNotContain(text);
        }
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 1_500, whenAskedFor = 200_000)
  void a_damaged_text_is_read_or_refused(@ForAll("damaged") String text) {
    READERS.forEach(reader -> reader.holds(text));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 1_000, whenAskedFor = 200_000)
  void any_text_is_read_or_refused(@ForAll("texts") String text) {
    READERS.forEach(reader -> reader.holds(text));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 40, whenAskedFor = 3_000)
  void a_text_of_a_million_characters_is_refused(@ForAll("runs") String run) {
    String text = run.repeat(MILLION / run.length());
    assertTimeoutPreemptively(GUARD, () -> READERS.forEach(reader -> reader.holds(text)));
  }

  /** The control of the laws above: a reader that throws something else is found out. */
  @Example
  void a_reader_that_lets_another_exception_out_is_found_out() {
    Reader careless = new Reader("careless", text -> text.charAt(100), InvalidInputException.class);
    assertThatExceptionOfType(StringIndexOutOfBoundsException.class).isThrownBy(() -> careless.holds("short"));
  }

  @Provide
  Arbitrary<String> damaged() {
    Arbitrary<String> valid = Arbitraries.oneOf(MailArbitraries.addresses().map(EmailAddress::toString),
        MailArbitraries.asciiDomainTexts(), MailArbitraries.internationalDomainTexts(),
        Arbitraries.of("msg_01jb0000000000000000000000", "mbx_7zzzzzzzzzzzzzzzzzzzzzzzzz", "5.1.1",
            "s1._domainkey.acme.example",
            "mk_01jb0000000000000000000000_" + "0".repeat(59)));
    return Combinators.combine(valid, Damage.damages(TOKENS))
        .as((text, damages) -> new String(Damage.of(text.getBytes(StandardCharsets.UTF_8), damages),
            StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> soup = Arbitraries.of(TOKENS).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    return Arbitraries.oneOf(soup, Arbitraries.strings().all().ofMaxLength(100));
  }

  @Provide
  Arbitrary<String> runs() {
    return Arbitraries.of(TOKENS).list().ofMinSize(1).ofMaxSize(3).map(pieces -> String.join("", pieces));
  }
}
