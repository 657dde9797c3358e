package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.inbound.Reception;
import dev.postroom.testkit.smtp.PeerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the listener stops. */
@Timeout(60)
class SmtpCloseTest {
  private static final String TO_DATA = """
      C: HELO client
      C: MAIL FROM:<>
      C: RCPT TO:<bob@acme.example>
      C: DATA
      S: 250 mx.example
      S: 250 2.1.0 Sender OK
      S: 250 2.1.5 Recipient OK
      S: 354 ...
      """;

  @Test
  void idle_clients_are_told_and_no_thread_is_left() {
    try (Desk desk = Desk.open(); SmtpClient fresh = desk.client(); SmtpClient greeted = desk.client()) {
      greeted.ask("HELO client");
      greeted.ask("MAIL FROM:<>");
      desk.stop();
      assertThat(fresh.line()).isEqualTo("421 4.3.2 The service is closing");
      assertThat(fresh.line()).isEqualTo(SmtpClient.CLOSED);
      assertThat(greeted.line()).isEqualTo("421 4.3.2 The service is closing");
      assertThat(greeted.line()).isEqualTo(SmtpClient.CLOSED);
      desk.stop();
      assertAllGone(desk);
      assertThatThrownBy(() -> new SmtpClient(desk.port())).isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ConnectException.class);
    }
  }

  /** RFC 5321, section 3.8: it has been greeted, so it is told. */
  @Test
  void a_client_that_is_being_greeted_is_told_too() throws IOException {
    Settings settings = Desk.server().settings();
    GreetedSocket socket = new GreetedSocket();
    Connection connection = new Connection(settings, new RecordingReceiver(), new ConnectionCounts(settings.limits()),
        new Wire(socket, Duration.ofMinutes(1)));
    socket.whenGreeted = connection::dismiss;

    connection.serve();

    assertThat(socket.written.toString(StandardCharsets.US_ASCII))
        .isEqualTo("220 mx.example ESMTP Postroom\r\n421 4.3.2 The service is closing\r\n");
  }

  /** Does something as soon as anything is written to it. */
  private static final class GreetedSocket extends Socket {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Runnable whenGreeted = () -> {
    };

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
      return new FilterOutputStream(written) {
        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
          out.write(octets, offset, length);
          whenGreeted.run();
          whenGreeted = () -> {
          };
        }
      };
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public void shutdownOutput() {}
  }

  @Test
  void clients_in_tls_are_told_in_tls() {
    PeerCertificate certificate = PeerCertificate.of("localhost");
    try (Desk desk = new Desk(Desk.server().startTls(certificate.serverContext())); SmtpClient client = desk.client()) {
      client.ask("STARTTLS");
      client.startTls(certificate.trustingContext());
      client.ask("NOOP");
      desk.stop();
      assertThat(client.line()).isEqualTo("421 4.3.2 The service is closing");
      assertAllGone(desk);
    }
  }

  @Test
  void a_message_under_way_is_let_finish() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    try (Desk desk = Desk.open(); SmtpClient client = desk.client()) {
      desk.receiver.before = content -> {
        reading.countDown();
        return new Reception.Stored(List.of());
      };
      Transcript.play(client, TO_DATA);
      reading.await();
      Thread closer = Thread.ofVirtual().start(desk::stop);
      client.send("text\r\n.\r\n");
      assertThat(client.line()).isEqualTo("250 2.0.0 Stored");
      assertThat(client.line()).isEqualTo("421 4.3.2 The service is closing");
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
      closer.join();
      assertThat(desk.message().text()).isEqualTo("text\r\n");
      assertAllGone(desk);
    }
  }

  @Test
  void a_message_that_takes_too_long_is_cut_and_not_stored() {
    try (Desk desk = new Desk(Desk.server().timeouts(SmtpTimeouts.defaults().close(Duration.ofMillis(100))));
        SmtpClient client = desk.client()) {
      Transcript.play(client, TO_DATA);
      client.send("half a message\r\n");
      desk.stop();
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
      assertThat(desk.messages()).isEmpty();
      assertAllGone(desk);
      assertThat(desk.receiver.open).hasValue(0);
    }
  }

  private static void assertAllGone(Desk desk) {
    assertThat(desk.threads).allSatisfy(thread -> assertThat(thread.join(Duration.ofSeconds(30))).isTrue());
    assertThat(desk.counts().total()).isZero();
  }
}
