package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.RunningOutbound;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The options of the two transports. */
class SmtpRelayTest {
  private static final DomainName HELO = DomainName.of("engine.example");

  private static Egress standard(SmtpRelay relay) {
    try (RunningOutbound running = relay.start(HELO, ScriptedDns.empty())) {
      return running.standardEgress();
    }
  }

  private static Egress standard(SmtpDirect direct) {
    try (RunningOutbound running = direct.start(HELO, ScriptedDns.empty())) {
      return running.standardEgress();
    }
  }

  @Test
  void a_relay_is_reached_over_starttls_unless_something_else_is_said() {
    assertThat(standard(SmtpRelay.to("relay.example", 587))).isEqualTo(Egress.relay("relay.example", 587));
    SmtpRelay told = SmtpRelay.to("relay.example", 465)
        .tls(TlsPolicy.IMPLICIT)
        .login("ann", "secret")
        .helo("out.example")
        .from(AddressRange.literal("192.0.2.7"));
    assertThat(standard(told)).isEqualTo(Egress.relay("relay.example", 465)
        .tls(TlsPolicy.IMPLICIT)
        .login("ann", "secret")
        .helo(DomainName.of("out.example"))
        .from(AddressRange.literal("192.0.2.7")));
  }

  @Test
  void exchangers_are_reached_over_starttls_where_they_offer_it() {
    assertThat(standard(SmtpDirect.toMailExchangers())).isEqualTo(Egress.direct());
    assertThat(standard(SmtpDirect.toMailExchangers().tls(TlsPolicy.REQUIRED).helo("out.example")))
        .isEqualTo(Egress.direct().tls(TlsPolicy.REQUIRED).helo(DomainName.of("out.example")));
  }

  @Test
  void each_option_is_said_once_and_in_its_range() {
    assertThatThrownBy(() -> SmtpRelay.to(" ", 25)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SmtpRelay.to("relay.example", 0)).hasMessage("port: 0 (expected: 1..65535)");
    assertThatThrownBy(() -> SmtpDirect.toMailExchangers().exchangerPort(70_000))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SmtpDirect.toMailExchangers().tls(TlsPolicy.IMPLICIT))
        .isInstanceOf(InvalidInputException.class);
    List<UnaryOperator<SmtpRelay>> options = List.of(relay -> relay.tls(TlsPolicy.NONE), relay -> relay.login("a", "b"),
        relay -> relay.helo("a.example"), relay -> relay.from(AddressRange.literal("192.0.2.7")),
        relay -> relay.limits(SmtpClientLimits.defaults()), relay -> relay.exchangerPort(25),
        SmtpRelay::allowPrivateAddresses);
    for (UnaryOperator<SmtpRelay> option : options) {
      SmtpRelay once = option.apply(SmtpRelay.to("relay.example", 25));
      assertThatThrownBy(() -> option.apply(once)).isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("said twice");
    }
  }

  @Test
  void limits_have_ranges() {
    SmtpClientLimits limits = SmtpClientLimits.defaults();
    assertThatThrownBy(() -> limits.maxConnections(0)).hasMessage("maxConnections: 0 (expected: 1..100000)");
    assertThatThrownBy(() -> limits.maxConnectionsPerDestination(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> limits.maxIdleConnections(-1)).isInstanceOf(InvalidInputException.class);
    List<UnaryOperator<Duration>> nothing =
        List.of(time -> limits.idle(time).idle(), time -> limits.connect(time).connect(),
            time -> limits.reply(time).reply(), time -> limits.handOver(time).handOver());
    nothing
        .forEach(set -> assertThatThrownBy(() -> set.apply(Duration.ZERO)).isInstanceOf(InvalidInputException.class));
    assertThat(limits.turn(Duration.ZERO).close(Duration.ZERO).maxConnections(7).connect(Duration.ofSeconds(1)))
        .isEqualTo(new SmtpClientLimits(7, 20, 100, Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(1),
            Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ZERO));
  }

  @Test
  void a_relay_takes_recipients_of_many_domains_in_one_transaction() {
    try (ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();
        RunningOutbound running =
            SmtpRelay.to("127.0.0.1", peer.port()).tls(TlsPolicy.NONE).start(HELO, ScriptedDns.empty())) {
      Handoff handoff = new Handoff(running.standardEgress(), ReversePath.ofNull(),
          List.of(EmailAddress.parse("bob@b.example"), EmailAddress.parse("ann@c.example")), Letter.of(Postbag.LETTER));
      assertThat(Postbag.said(running.handOver(handoff))).isEqualTo("TAKEN 250 2.0.0, TAKEN 250 2.0.0");
      assertThat(peer.taken()).singleElement().satisfies(mail -> {
        assertThat(mail.sender()).isEmpty();
        assertThat(mail.recipients()).containsExactly("bob@b.example", "ann@c.example");
      });
      assertThat(peer.conversations().getFirst()).contains("C: EHLO engine.example");
    }
  }

  @Test
  void a_message_to_nobody_is_no_message() {
    try (RunningOutbound running = SmtpDirect.toMailExchangers().start(HELO, ScriptedDns.empty())) {
      assertThat(
          Postbag.said(running.handOver(new Handoff(Egress.direct(), ReversePath.ofNull(), List.of(), Letter.of("")))))
          .isEmpty();
    }
  }
}
