package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import dev.postroom.spi.inbound.RunningTransport;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The options of a listener. */
class SmtpServerTest {

  @Test
  void an_option_is_given_once() {
    SmtpServer server = SmtpServer.on(0).hostname("mx.example");
    assertThatThrownBy(() -> server.hostname("mx.example")).isInstanceOf(InvalidInputException.class)
        .hasMessage("hostname: said twice (expected: once)");
  }

  @Test
  void an_option_leaves_the_server_it_was_given_to_as_it_was() {
    SmtpServer server = SmtpServer.on(0);
    assertThat(server.hostname("one.example").settings().hostname()).isEqualTo("one.example");
    assertThat(server.hostname("two.example").settings().hostname()).isEqualTo("two.example");
  }

  @Test
  void options_out_of_range_are_refused() {
    assertThatThrownBy(() -> SmtpServer.on(65_536)).isInstanceOf(InvalidInputException.class)
        .hasMessage("port: 65536 (expected: 0..65535)");
    assertThatThrownBy(() -> SmtpServer.on(0).hostname("no host name")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SmtpServer.on(0).proxyProtocolFrom()).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SmtpServer.on(0).proxyProtocolFrom("192.0.2.0/33"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SmtpServer.on(0).proxyProtocolFrom("proxy.example"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SmtpLimits.defaults().maxRecipients(0)).isInstanceOf(InvalidInputException.class)
        .hasMessage("maxRecipients: 0 (expected: 1..1000)");
    assertThatThrownBy(() -> SmtpTimeouts.defaults().idle(Duration.ZERO)).isInstanceOf(InvalidInputException.class)
        .hasMessage("idle: PT0S (expected: PT0.05S..PT1H)");
  }

  @Test
  void each_limit_changes_itself_only() {
    SmtpLimits limits = SmtpLimits.defaults()
        .maxConnections(2)
        .maxConnectionsPerClient(3)
        .maxMessageSize(2_000)
        .maxRecipients(4)
        .maxCommands(11)
        .maxErrors(5)
        .maxRefusedRecipients(6)
        .maxRefusedRecipientsPerClient(7)
        .maxCommandLine(600)
        .maxTextLine(1_001);
    assertThat(limits).isEqualTo(new SmtpLimits(2, 3, 2_000, 4, 11, 5, 6, 7, 600, 1_001));
    SmtpTimeouts timeouts = SmtpTimeouts.defaults()
        .idle(Duration.ofSeconds(1))
        .session(Duration.ofSeconds(2))
        .data(Duration.ofSeconds(3))
        .minimumRate(4)
        .handshake(Duration.ofSeconds(5))
        .close(Duration.ofSeconds(6));
    assertThat(timeouts)
        .isEqualTo(new SmtpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), 4,
            Duration.ofSeconds(5), Duration.ofSeconds(6)));
  }

  @Test
  void a_port_that_is_taken_is_an_error_at_once() {
    SmtpServer any = SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress());
    try (RunningTransport first = any.start(new RecordingReceiver())) {
      int taken = first.address().orElseThrow().getPort();
      assertThatThrownBy(
          () -> SmtpServer.on(taken).bindTo(InetAddress.getLoopbackAddress()).start(new RecordingReceiver()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("cannot listen on port " + taken);
      assertThat(first.address().orElseThrow().getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void networks_are_compared_by_their_prefix() {
    AddressRange network = AddressRange.parse("192.0.2.128/25");
    assertThat(network.contains(AddressRange.literal("192.0.2.129"))).isTrue();
    assertThat(network.contains(AddressRange.literal("192.0.2.127"))).isFalse();
    assertThat(network.contains(AddressRange.literal("::1"))).isFalse();
    assertThat(AddressRange.parse("2001:db8::/32").contains(AddressRange.literal("2001:db8:ffff::1"))).isTrue();
    assertThat(AddressRange.parse("0.0.0.0/0").contains(AddressRange.literal("203.0.113.9"))).isTrue();
  }
}
