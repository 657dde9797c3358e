package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.message.Trace;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.inbound.RunningTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with the content of a message: taken as it is, refused, or given up. */
class InboundContentTest {
  private static final int LARGEST = 10_000;

  private final AtomicReference<MailReceiver> receiver = new AtomicReference<>();
  private Room room;
  private MailboxAdmin support;

  /** A transport that only passes the receiver on. */
  private record Idle() implements RunningTransport {
    @Override
    public Optional<InetSocketAddress> address() {
      return Optional.empty();
    }

    @Override
    public Optional<String> problem() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // Nothing runs.
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(InMemoryMailStore.open(), Room.masterKey(folder), options -> options.maxMessageSize(LARGEST)
        .listen(given -> {
          receiver.set(given);
          return new Idle();
        }));
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private List<MessageSummary> inbox() {
    return support.session().list(MessageQuery.all()).items();
  }

  private String receive(byte[] content) throws IOException {
    return Outcomes.of(room.receive(new ByteArrayInputStream(content), "support@acme.example")).get(0);
  }

  @Test
  void any_octets_come_back_as_they_were() throws IOException {
    byte[] everything = new byte[2_560];
    for (int i = 0; i < everything.length; i++) {
      everything[i] = (byte) (i * 7 + i / 256);
    }
    for (byte[] content : List.of(new byte[0], new byte[]{'\n'}, new byte[]{0}, everything,
        Room.octets("no header at all"))) {
      assertThat(receive(content)).isEqualTo(STORED);
      MessageSummary summary = inbox().get(0);
      assertThat(summary.size()).isEqualTo(content.length);
      try (InputStream raw = support.session().openRaw(summary.id())) {
        assertThat(raw.readAllBytes()).isEqualTo(content);
      }
      support.session().read(summary.id());
    }
  }

  @Test
  void a_message_of_the_largest_size_is_taken_and_one_octet_more_is_refused() throws IOException {
    assertThat(receive(new byte[LARGEST])).isEqualTo(STORED);
    assertThat(receive(new byte[LARGEST + 1])).isEqualTo(Outcomes.rejected(RejectReason.TOO_LARGE));
    assertThat(inbox()).hasSize(1);
    assertThat(receiver.get().maxMessageSize()).isEqualTo(LARGEST);
  }

  @Test
  void a_message_that_was_handed_on_fifty_times_is_taken_and_once_more_is_a_loop() throws IOException {
    String relays = "Received: from a by b; Fri, 20 Nov 2026 10:00:00 +0000\n";
    assertThat(receive(Room.octets(relays.repeat(50) + Room.letter("a", "b")))).isEqualTo(STORED);
    assertThat(receive(Room.octets(relays.repeat(51) + Room.letter("a", "b"))))
        .isEqualTo(Outcomes.rejected(RejectReason.LOOP));
  }

  @Test
  void the_envelope_and_the_peer_are_kept_beside_the_message() throws IOException {
    Peer peer = new Peer(Optional.of(InetAddress.getByName("2001:db8::1")), Optional.of("mail.remote.example"),
        "ESMTPS", Optional.of("TLSv1.3 TLS_AES_128_GCM_SHA256"));
    room.engine.inbound()
        .accept(new Envelope(ReversePath.ofNull(), List.of(EmailAddress.parse("Support+x@acme.example")), peer),
            new ByteArrayInputStream(Room.octets(Room.letter("Bounce", "text"))));

    Trace trace = support.session().read(inbox().get(0).id()).trace();
    assertThat(trace.sender()).isEqualTo(ReversePath.ofNull());
    assertThat(trace.recipient().toString()).isEqualTo("Support+x@acme.example");
    assertThat(trace.peer()).isEqualTo(peer);
    assertThat(trace.receivedAt()).isEqualTo(Room.OPENING);
    assertThat(trace.toString()).doesNotContain("acme", "remote");
  }

  @Test
  void a_source_that_fails_midway_stores_nothing_and_its_failure_is_told() {
    IOException cut = new IOException("cut");
    InputStream content = FailingSource.after(Room.octets(Room.letter("Half", "of it")), cut);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> room.receive(content, "support@acme.example"))
        .isSameAs(cut);
    assertThat(inbox()).isEmpty();
    assertThat(support.describe().usedOctets()).isZero();
  }

  @Test
  void of_a_message_that_is_announced_to_be_large_one_transaction_takes_fewer_recipients() {
    support.addAlias(EmailAddress.parse("help@acme.example"));
    support.addAlias(EmailAddress.parse("info@acme.example"));
    OptionalLong half = OptionalLong.of(1 << 29);
    try (InboundTransaction transaction = receiver.get().begin(ReversePath.ofNull(), Peer.local("test"), half)) {
      assertThat(Stream.of("support", "help", "info", "support")
          .map(name -> transaction.recipient(EmailAddress.parse(name + "@acme.example"))))
          .containsExactly(new RecipientAnswer.Accepted(), new RecipientAnswer.Accepted(),
              new RecipientAnswer.Deferred(DeferReason.TOO_MANY_RECIPIENTS), new RecipientAnswer.Accepted());
    }
  }

  @Test
  void a_transaction_takes_one_content_and_only_for_accepted_recipients() throws IOException {
    InputStream content = new ByteArrayInputStream(Room.octets(Room.letter("a", "b")));
    try (InboundTransaction transaction =
        receiver.get().begin(ReversePath.ofNull(), Peer.local("test"), OptionalLong.empty())) {
      transaction.recipient(EmailAddress.parse("nobody@acme.example"));
      assertThatIllegalStateException().isThrownBy(() -> transaction.content(content));
      transaction.recipient(EmailAddress.parse("support@acme.example"));
      transaction.content(content);
      assertThatIllegalStateException().isThrownBy(() -> transaction.content(content));
    }
    assertThat(inbox()).hasSize(1);
  }
}
