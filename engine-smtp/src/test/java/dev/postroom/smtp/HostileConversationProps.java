package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.smtp.RecordingReceiver.Received;
import dev.postroom.testkit.MailArbitraries;
import dev.postroom.testkit.Tries;
import dev.postroom.testkit.smtp.PeerCertificate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.awaitility.Awaitility;

/**
 * Whatever octets a client sends: the listener says nothing but SMTP, stores exactly what it acknowledges, executes nothing that is
 * content, lets go of all it held, throws nothing, and serves the next client. The time-out only guards against one that never ends.
 */
class HostileConversationProps {
  private static final Duration GUARD = Duration.ofSeconds(30);
  private static final SmtpLimits LIMITS = SmtpLimits.defaults().maxRefusedRecipientsPerClient(1_000_000);
  private static final String LETTER = "Subject: good morning\r\n\r\nI come after.\r\n";
  private static final String TO_DATA = "EHLO eve\r\nMAIL FROM:<>\r\nRCPT TO:<bob@acme.example>\r\nDATA\r\n";
  private static final String BODY_REFUSED = TO_DATA + "bare\nLF\r\nMAIL FROM:<eve@evil.example>\r\n.\r\nQUIT\r\n";

  private static final AtomicInteger HELD = new AtomicInteger();
  private static final AtomicInteger JUDGED = new AtomicInteger();

  private static Desk desk;
  private static Desk proxied;
  private static PeerCertificate certificate;

  @BeforeContainer
  static void open() {
    certificate = PeerCertificate.of("localhost");
    desk = new Desk(Desk.server().startTls(certificate.serverContext()).limits(LIMITS));
    proxied = new Desk(Desk.server().proxyProtocolFrom("127.0.0.0/8", "::1").limits(LIMITS));
  }

  @AfterContainer
  static void close() {
    desk.close();
    proxied.close();
    System.out.printf("hostile conversations: %d held, %d of them judged%n", HELD.get(), JUDGED.get());
    assertThat(JUDGED.get()).as("of %s", HELD).isGreaterThanOrEqualTo(HELD.get() / 2);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 300, whenAskedFor = 30_000)
  void a_damaged_session_stores_what_it_acknowledges(@ForAll("damagedSessions") String sent,
      @ForAll("sizes") List<Integer> sizes) {
    holds(desk, sent, sizes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 150, whenAskedFor = 10_000)
  void any_octets_store_what_they_acknowledge(@ForAll("octets") byte[] octets, @ForAll("sizes") List<Integer> sizes) {
    holds(desk, new String(octets, StandardCharsets.ISO_8859_1), sizes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 60, whenAskedFor = 3_000)
  void a_damaged_session_within_tls_stores_what_it_acknowledges(@ForAll("damagedSessions") String sent,
      @ForAll("sizes") List<Integer> sizes) {
    assertTimeoutPreemptively(GUARD, () -> {
      Optional<String> said = withinTls(sent, sizes);
      List<Received> stored = stored(desk);
      judge(said, heard -> Audit.holds(sent, "220 greeted before\r\n" + heard, stored));
      servesTheNext(desk, "");
    });
  }

  /** What was sent in plaintext behind STARTTLS must not come to be executed within TLS. */
  private static Optional<String> withinTls(String sent, List<Integer> sizes) {
    try (SmtpClient client = desk.client()) {
      client.ask("EHLO client");
      client.ask("STARTTLS\r\nNOOP\r\nEHLO injected");
      client.startTls(certificate.trustingContext());
      return client.converse(sent, sizes);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 200, whenAskedFor = 15_000)
  void what_comes_behind_a_proxy_header_stores_what_it_acknowledges(@ForAll("proxyHeaders") String header,
      @ForAll("damagedSessions") String session, @ForAll("sizes") List<Integer> sizes) {
    String sent = header + session;
    assertTimeoutPreemptively(GUARD, () -> {
      Optional<String> said = Conversation.hold(proxied.port(), sent, sizes);
      List<Received> stored = stored(proxied);
      judge(said, heard -> Audit.holds(behindProxyHeader(sent), heard, stored));
      servesTheNext(proxied, "PROXY UNKNOWN\r\n");
    });
  }

  /** A header of the second version says how long it is; the first version is a line. */
  private static String behindProxyHeader(String sent) {
    if (sent.startsWith("\r") && sent.length() >= 16) {
      return sent.substring(Math.min(sent.length(), 16 + sent.charAt(14) * 256 + sent.charAt(15)));
    }
    return sent.substring(sent.indexOf('\n') + 1);
  }

  private static void holds(Desk desk, String sent, List<Integer> sizes) {
    assertTimeoutPreemptively(GUARD, () -> {
      Optional<String> said = Conversation.hold(desk.port(), sent, sizes);
      List<Received> stored = stored(desk);
      judge(said, heard -> Audit.holds(sent, heard, stored));
      servesTheNext(desk, "");
    });
  }

  /** What ended in a reset may have been said and not heard, and is not judged: how many there are is told. */
  private static void judge(Optional<String> said, Consumer<String> law) {
    HELD.incrementAndGet();
    said.ifPresent(heard -> {
      law.accept(heard);
      JUDGED.incrementAndGet();
    });
  }

  /** What was stored when the last connection had ended. */
  private static List<Received> stored(Desk desk) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> desk.counts().total() == 0);
    List<Received> stored = new ArrayList<>();
    desk.receiver.received.drainTo(stored);
    assertThat(desk.receiver.open).as("transactions that nobody closed").hasValue(0);
    assertThat(desk.counts().clients()).isZero();
    assertThat(desk.uncaught).isEmpty();
    desk.threads.removeIf(thread -> !thread.isAlive());
    return stored;
  }

  private static void servesTheNext(Desk desk, String before) {
    assertThat(Conversation.hold(desk.port(), before + TO_DATA + LETTER + ".\r\nQUIT\r\n", List.of()).orElseThrow())
        .endsWith(Audit.STORED + "\r\n221 2.0.0 Goodbye\r\n");
    assertThat(stored(desk)).extracting(Received::text).containsExactly(LETTER);
  }

  /** What is in order is stored, every message of it: otherwise the laws above would be about nothing. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  @Tries(inEveryBuild = 100, whenAskedFor = 2_000)
  void a_session_in_order_is_acknowledged_message_by_message(@ForAll("sessions") String sent) {
    String said = Conversation.hold(proxied.port(), "PROXY UNKNOWN\r\n" + sent, List.of()).orElseThrow();
    List<Received> stored = stored(proxied);
    Audit.holds(sent, said, stored);
    assertThat(said).doesNotContain("\r\n554", "\r\n501", "\r\n552");
    assertThat(stored).hasSize(said.split(Audit.STORED, -1).length - 1);
  }

  /** A control: a receiver that loses a message which it acknowledged is found out. */
  @Example
  void a_receiver_that_loses_a_message_is_found_out() {
    try (Desk forgetful = new Desk(Desk.server())) {
      forgetful.receiver.keeps = message -> !message.text().contains("again");
      String sent = "EHLO client\r\n"
          + "MAIL FROM:<>\r\nRCPT TO:<bob@acme.example>\r\nDATA\r\nhello\r\n.\r\n".repeat(2)
              .replaceFirst("hello", "again");
      String said = Conversation.hold(forgetful.port(), sent, List.of()).orElseThrow();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> Audit.holds(sent, said, stored(forgetful)))
          .withMessageContaining("by what was acknowledged");
    }
  }

  /** A control: a listener that refuses a body and runs the rest of it as commands is found out. */
  @Example
  void a_listener_that_runs_a_refused_body_is_found_out() {
    String executed = answers("220 x", "250 x", "250 x", "250 x", "354 x", "554 x", "250 executed", "500 x", "221 x");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Audit.holds(BODY_REFUSED, executed, List.of()))
        .withMessageContaining("answers that nobody asked for");
    Audit.holds(BODY_REFUSED, Conversation.hold(desk.port(), BODY_REFUSED, List.of()).orElseThrow(), stored(desk));
  }

  /** A control: a listener that takes LF.LF for the end of a body is found out by the message that it stores. */
  @Example
  void a_listener_that_ends_a_body_too_early_is_found_out() {
    String sent = TO_DATA + "one\n.\ntwo\r\n.\r\nQUIT\r\n";
    String said = answers("220 x", "250 x", "250 x", "250 x", "354 x", Audit.STORED, "221 x");
    Received early = new Received(ReversePath.ofNull(), List.of(),
        new Peer(Optional.empty(), Optional.empty(), "ESMTP", Optional.empty()), "one\n");
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> Audit.holds(sent, said, List.of(early)));
  }

  private static String answers(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @Provide
  Arbitrary<String> sessions() {
    return Sessions.valid();
  }

  @Provide
  Arbitrary<String> damagedSessions() {
    return Sessions.damaged();
  }

  @Provide
  Arbitrary<String> proxyHeaders() {
    return Sessions.proxyHeaders();
  }

  @Provide
  Arbitrary<byte[]> octets() {
    return MailArbitraries.octets();
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(1, 300).list().ofMaxSize(20);
  }
}
