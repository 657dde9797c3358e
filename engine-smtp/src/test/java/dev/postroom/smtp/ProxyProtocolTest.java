package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PROXY protocol, text and binary. */
class ProxyProtocolTest {
  private static final String V2 = "0d0a0d0a000d0a515549540a";
  private static final HexFormat HEX = HexFormat.of();

  private final Desk desk = new Desk(Desk.server().proxyProtocolFrom("192.0.2.1", "127.0.0.0/8", "::1"));

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(delimiter = '|', textBlock = """
      PROXY TCP4 198.51.100.7 192.0.2.1 56324 25    | 198.51.100.7
      PROXY TCP6 2001:db8::7 2001:db8::1 56324 25   | 2001:db8::7
      PROXY UNKNOWN                                 | 127.0.0.1
      PROXY UNKNOWN ffff::1 ffff::2 65535 65535     | 127.0.0.1
      """)
  void version_1_names_the_client(String header, String client) {
    assertThat(clientAfter((header + "\r\n").getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(AddressRange.literal(client));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(delimiter = '|', textBlock = """
      2111000cc6336407c0000201dc040019             | 198.51.100.7
      2111000fc6336407c0000201dc040019040000       | 198.51.100.7
      2121002420010db800000000000000000000000720010db8000000000000000000000001dc040019 | 2001:db8::7
      20000000                                     | 127.0.0.1
      2011000cc6336407c0000201dc040019             | 127.0.0.1
      21000000                                     | 127.0.0.1
      """)
  void version_2_names_the_client(String header, String client) {
    assertThat(clientAfter(HEX.parseHex(V2 + header))).isEqualTo(AddressRange.literal(client));
  }

  private InetAddress clientAfter(byte[] header) {
    try (SmtpClient client = new SmtpClient(desk.port())) {
      client.send(header);
      Transcript.play(client, """
          C: HELO client
          C: MAIL FROM:<>
          C: RCPT TO:<bob@acme.example>
          C: DATA
          C: .
          S: 220 mx.example ESMTP Postroom
          S: 250 mx.example
          S: 250 2.1.0 Sender OK
          S: 250 2.1.5 Recipient OK
          S: 354 ...
          S: 250 2.0.0 Stored
          """);
    }
    return desk.message().peer().address().orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      EHLO client.example
      PROXY
      PROXY TCP4 198.51.100.7 192.0.2.1 56324
      PROXY TCP4 198.51.100.7 192.0.2.1 56324 65536
      PROXY TCP4 198.51.100.7 192.0.2.1 56324 025
      PROXY TCP4 198.51.100.256 192.0.2.1 56324 25
      PROXY TCP4 2001:db8::7 192.0.2.1 56324 25
      PROXY TCP6 198.51.100.7 192.0.2.1 56324 25
      PROXY TCP4 client.example 192.0.2.1 56324 25
      PROXY UDP4 198.51.100.7 192.0.2.1 56324 25
      PROXY UNKNOWN xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      """)
  void anything_else_ends_the_connection_without_a_word(String header) {
    assertRefused((header + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = """
      0d0a0d0a000d0a515549540b20000000
      0d0a0d0a000d0a515549540a10000000
      0d0a0d0a000d0a515549540a22000000
      0d0a0d0a000d0a515549540a2111000bc6336407c0000201dc0400
      0d0a0d0a000d0a515549540a2131000cc6336407c0000201dc040019
      0d0a0d0a000d0a515549540a2112000cc6336407c0000201dc040019
      0d0a0d0a000d0a515549540a2111ffffc6336407c0000201dc040019
      """)
  void a_broken_binary_header_ends_the_connection(String header) {
    assertRefused(HEX.parseHex(header));
  }

  private void assertRefused(byte[] header) {
    try (SmtpClient client = new SmtpClient(desk.port())) {
      client.send(header);
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
    }
  }

  @Test
  void the_header_has_to_come_in_time() {
    try (Desk brief = new Desk(
        Desk.server()
            .proxyProtocolFrom("127.0.0.1")
            .timeouts(SmtpTimeouts.defaults().handshake(Duration.ofMillis(100))));
        SmtpClient client = new SmtpClient(brief.port())) {
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
      Awaitility.await().until(() -> brief.counts().total() == 0);
    }
  }

  @Test
  void others_may_not_name_a_client() {
    try (Desk direct = new Desk(Desk.server().proxyProtocolFrom("192.0.2.1"))) {
      direct.play("""
          C: PROXY TCP4 198.51.100.7 192.0.2.1 56324 25
          S: 500 5.5.1 Unknown command
          """);
    }
  }

  @Test
  void limits_count_the_client_behind_the_proxy() {
    try (Desk tight = new Desk(
        Desk.server().proxyProtocolFrom("127.0.0.1").limits(SmtpLimits.defaults().maxConnectionsPerClient(1)));
        SmtpClient one = proxied(tight, "2001:db8:0:1::7");
        SmtpClient other = proxied(tight, "2001:db8:0:2::7")) {
      assertThat(one.line()).startsWith("220 ");
      assertThat(other.line()).startsWith("220 ");
      try (SmtpClient neighbour = proxied(tight, "2001:db8:0:1::8")) {
        assertThat(neighbour.line()).isEqualTo("421 4.7.0 Too many connections from your address");
        assertThat(neighbour.line()).isEqualTo(SmtpClient.CLOSED);
      }
    }
  }

  private static SmtpClient proxied(Desk desk, String address) {
    SmtpClient client = new SmtpClient(desk.port());
    client.send("PROXY TCP6 " + address + " 2001:db8::1 56324 25\r\n");
    return client;
  }
}
