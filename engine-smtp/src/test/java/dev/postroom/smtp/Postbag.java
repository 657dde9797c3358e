package dev.postroom.smtp;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.Answered;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Never;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NeverFrom;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NotNow;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Taken;
import dev.postroom.spi.outbound.HandoffResult.Unreachable;
import dev.postroom.spi.outbound.OutboundContent;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A scripted peer, a name service that leads to it, and a running transport, with results in one line of text. */
final class Postbag implements AutoCloseable {
  static final DomainName HERE = DomainName.of("out.acme.example");
  static final String LETTER = "Subject: hello\r\n\r\nGood morning.\r\n";
  /** Long enough that no pause of the machine is taken for silence or idleness, and short enough that a test which hangs ends. */
  static final SmtpClientLimits PATIENT = SmtpClientLimits.defaults()
      .idle(Duration.ofMinutes(10))
      .turn(Duration.ofMinutes(1))
      .reply(Duration.ofMinutes(1))
      .handOver(Duration.ofMinutes(2))
      .close(Duration.ofMinutes(1));
  private static final Duration SILENCE = Duration.ofSeconds(1);

  final ScriptedSmtpPeer peer;
  final ScriptedDns dns = ScriptedDns.empty();
  final OutboundClient transport;

  private Postbag(ScriptedSmtpPeer peer, UnaryOperator<SmtpDirect> options) {
    this.peer = peer;
    this.transport = (OutboundClient) options
        .apply(SmtpDirect.toMailExchangers().exchangerPort(peer.port()).allowPrivateAddresses())
        .start(HERE, dns);
    dns.records("b.example", DnsType.MX, "10 mx.b.example.");
    dns.records("mx.b.example", DnsType.A, "127.0.0.1");
  }

  static Postbag open() {
    return with(PATIENT);
  }

  /** Waits briefly for a peer that never comes to an end, and patiently for any other. */
  static Postbag facing(Reaction reaction) {
    return with(limitsFacing(reaction));
  }

  static SmtpClientLimits limitsFacing(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Hang hang -> PATIENT.reply(SILENCE);
      case Reaction.Drip drip -> PATIENT.reply(SILENCE);
      case Reaction.Flood flood -> PATIENT;
      case Reaction.Say say -> PATIENT;
      case Reaction.SayAndClose say -> PATIENT;
      case Reaction.Close close -> PATIENT;
    };
  }

  static Postbag with(SmtpClientLimits limits) {
    return direct(ScriptedSmtpPeer.open(), transport -> transport.limits(limits));
  }

  static Postbag direct(ScriptedSmtpPeer peer, UnaryOperator<SmtpDirect> options) {
    return new Postbag(peer, options);
  }

  /** The way through the peer as a relay on this machine. */
  Egress relay() {
    return Egress.relay("localhost", peer.port()).tls(TlsPolicy.NONE);
  }

  /** Hands a letter over to recipients at their domain, and says what became of it. */
  String send(String... recipients) {
    return send(Letter.of(LETTER), recipients);
  }

  String send(Letter letter, String... recipients) {
    return said(handOver(transport.standardEgress(), letter, recipients));
  }

  String sendBy(Egress egress, String... recipients) {
    return said(handOver(egress, Letter.of(LETTER), recipients));
  }

  HandoffResult handOver(Egress egress, OutboundContent letter, String... recipients) {
    List<EmailAddress> to = Stream.of(recipients).map(EmailAddress::parse).toList();
    return transport.handOver(new Handoff(egress, ReversePath.of(EmailAddress.parse("a@acme.example")), to, letter));
  }

  static String said(HandoffResult result) {
    return switch (result) {
      case Answered answered -> String.join(", ", answered.recipients().stream().map(Postbag::said).toList());
      case Unreachable unreachable -> "UNREACHABLE " + unreachable.reason();
    };
  }

  private static String said(RecipientResult result) {
    String word = switch (result) {
      case Taken taken -> "TAKEN";
      case NotNow notNow -> "NOT_NOW";
      case Never never -> "NEVER";
      case NeverFrom never -> "NEVER_FROM";
    };
    Answer answer = result.answer();
    return word + ' ' + answer.code() + answer.status().map(EnhancedStatus::toString).map(s -> ' ' + s).orElse("");
  }

  @Override
  public void close() {
    transport.close();
    peer.close();
  }
}
