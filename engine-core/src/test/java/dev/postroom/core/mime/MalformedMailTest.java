package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.PostroomException;
import dev.postroom.id.MessageId;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed and hostile messages on their way through the whole engine: none is lost on it, whatever is understood of it. The
 * time-out only guards against one that never ends.
 */
class MalformedMailTest {
  private static final Duration GUARD = Duration.ofMinutes(1);
  private static final int SOME = 5;
  private static final EmailAddress SUPPORT = EmailAddress.parse("support@acme.example");

  @TempDir
  static Path folder;
  private static MailEngine engine;
  private static MailboxSession inbox;

  @BeforeAll
  static void open() {
    engine = MailEngine
        .builder(InMemoryMailStore.open(), MasterKeyFile.createIfAbsent(folder.resolve("master.key")))
        .spoolFolder(folder)
        .start();
    inbox = engine.tenants()
        .create("product")
        .createWorkspace("acme", "Acme")
        .claimDomain("acme.example")
        .confirm()
        .createMailbox("support")
        .session();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void a_message_is_stored_listed_and_read_and_its_octets_are_what_they_were(String name, byte[] octets) {
    assertTimeoutPreemptively(GUARD, () -> {
      MessageId id = receive(octets);
      List<MessageSummary> listed = inbox.list(MessageQuery.all()).items();
      assertThat(listed).extracting(MessageSummary::id).containsExactly(id);
      assertThat(listed.getFirst().size()).isEqualTo(octets.length);
      assertThat(listed.getFirst().isDamaged()).isFalse();
      try (InputStream raw = inbox.openRaw(id)) {
        assertThat(raw.readAllBytes()).isEqualTo(octets);
      }
      assertAnswers(() -> assertThat(inbox.read(id).summary()).isEqualTo(listed.getFirst()));
      for (AttachmentInfo attachment : listed.getFirst().attachments().stream().limit(SOME).toList()) {
        assertAnswers(() -> readToTheEnd(id, attachment));
      }
      inbox.delete(id);
    });
  }

  private static MessageId receive(byte[] octets) throws IOException {
    Envelope envelope = new Envelope(ReversePath.of(EmailAddress.parse("ann@remote.example")), List.of(SUPPORT),
        Peer.local("test"));
    List<Disposition> dispositions = engine.inbound().accept(envelope, new ByteArrayInputStream(octets));
    assertThat(dispositions).hasSize(1).hasOnlyElementsOfType(Disposition.Stored.class);
    return ((Disposition.Stored) dispositions.getFirst()).message();
  }

  /** What cannot be given is said in the words of the engine. */
  private static void assertAnswers(Reading reading) throws IOException {
    try {
      reading.read();
    } catch (PostroomException typed) {
      assertThat(typed.reason()).isNotNull();
    }
  }

  private static void readToTheEnd(MessageId id, AttachmentInfo attachment) throws IOException {
    try (InputStream content = inbox.openAttachment(id, attachment.part())) {
      content.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Test
  void there_are_at_least_sixty_malformed_messages() throws Exception {
    assertThat(messages()).hasSizeGreaterThanOrEqualTo(60);
  }

  static Stream<Arguments> messages() throws Exception {
    Stream<Arguments> malformed =
        MalformedMessageTest.names().stream().map(name -> arguments(name, Samples.octets("malformed/" + name)));
    Stream<Arguments> hostile = Stream.of(HostileMessageTest.headers(), HostileMessageTest.addresses(),
        HostileMessageTest.structures(), HostileMessageTest.contents())
        .flatMap(each -> each)
        .map(Arguments::get)
        .map(given -> arguments(given[0], ((String) given[1]).getBytes(StandardCharsets.UTF_8)));
    return Stream.concat(malformed, hostile);
  }

  /** A look at a message. */
  @FunctionalInterface
  private interface Reading {
    void read() throws IOException;
  }
}
