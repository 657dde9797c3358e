package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.testkit.CanaryScan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large messages wait in the spool folder until they are stored: sealed, and not a moment longer. */
class SpooledMessageTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final String CANARY = "canary-hyazinth-7731";

  private Path spool;
  private FaultyStore store;
  private Room room;
  private MailboxAdmin support;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    spool = Files.createDirectory(folder.resolve("spool"));
    store = new FaultyStore();
    room = new Room(store, Room.masterKey(folder), options -> options.spoolFolder(spool).maxMessageSize(5 * MEBIBYTE));
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private String receive(InputStream content) throws IOException {
    return Outcomes.of(room.receive(content, "support@acme.example")).get(0);
  }

  private String receiveUnchecked(InputStream content) {
    try {
      return receive(content);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  private List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      return files.toList();
    }
  }

  private static byte[] random(int size) {
    byte[] octets = new byte[size];
    new Random(42).nextBytes(octets);
    return octets;
  }

  private static byte[] withAttachment(byte[] file) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(Room.octets("""
        From: Cus Tomer <customer@remote.example>
        To: support@acme.example
        Subject: %s
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        %s
        --b
        Content-Type: application/octet-stream; name="%s.bin"
        Content-Disposition: attachment; filename="%s.bin"
        Content-Transfer-Encoding: base64

        """.formatted(CANARY, CANARY, CANARY, CANARY)));
    message.writeBytes(Base64.getMimeEncoder().encode(file));
    message.writeBytes(Room.octets("\n--b--\n"));
    return message.toByteArray();
  }

  @Test
  void random_octets_of_three_mebibytes_come_back_as_they_were() throws IOException {
    byte[] content = random(3 * MEBIBYTE);
    assertThat(receive(new ByteArrayInputStream(content))).isEqualTo(STORED);

    try (InputStream raw = support.session().openRaw(only().id())) {
      assertThat(raw.readAllBytes()).isEqualTo(content);
    }
    assertThat(spooled()).isEmpty();
  }

  private MessageSummary only() {
    return support.session().list(MessageQuery.all()).items().get(0);
  }

  @Test
  void a_large_attachment_comes_back_as_it_was() throws IOException {
    byte[] file = random(2 * MEBIBYTE);
    assertThat(receive(new ByteArrayInputStream(withAttachment(file)))).isEqualTo(STORED);

    AttachmentInfo attachment = only().attachments().get(0);
    try (InputStream opened = support.session().openAttachment(only().id(), attachment.part())) {
      assertThat(opened.readAllBytes()).isEqualTo(file);
    }
    assertThat(only().subject()).isEqualTo(CANARY);
  }

  @Test
  void what_waits_in_the_folder_is_sealed_and_the_owners_alone() throws Exception {
    byte[] content = withAttachment((CANARY + "\n").repeat(60_000).getBytes(StandardCharsets.US_ASCII));
    BlockingSource source = new BlockingSource(new ByteArrayInputStream(content), content.length - 10);
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> receiveUnchecked(source));
    source.awaitBlocked();

    assertThat(spooled()).singleElement()
        .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(MEBIBYTE))
        .satisfies(file -> assertThat(Files.getPosixFilePermissions(file)).extracting(Enum::name)
            .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE"));
    assertThat(CanaryScan.of(spool, List.of(CANARY))).isEmpty();
    source.release();
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(STORED);
    assertThat(spooled()).isEmpty();
  }

  @Test
  void nothing_is_left_of_what_was_not_stored() throws IOException {
    IOException cut = new IOException("cut");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> receive(FailingSource.after(random(MEBIBYTE), cut)))
        .isSameAs(cut);
    assertThat(spooled()).isEmpty();

    assertThat(receive(new ByteArrayInputStream(random(5 * MEBIBYTE + 1))))
        .isEqualTo(Outcomes.rejected(RejectReason.TOO_LARGE));
    store.fail(FaultyStore.Fault.APPEND);
    assertThat(receive(new ByteArrayInputStream(random(MEBIBYTE))))
        .isEqualTo(Outcomes.deferred(DeferReason.STORE_FULL));
    store.mend();
    assertThat(spooled()).isEmpty();
    assertThat(support.session().list(MessageQuery.all())).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_written_to_defers_large_mail_alone() throws IOException {
    Files.delete(spool);
    assertThat(receive(new ByteArrayInputStream(random(MEBIBYTE))))
        .isEqualTo(Outcomes.deferred(DeferReason.STORE_UNAVAILABLE));
    assertThat(receive(new ByteArrayInputStream(Room.octets(Room.letter("small", "text"))))).isEqualTo(STORED);
    Files.createDirectory(spool);
  }

  @Test
  void what_is_just_too_large_for_the_memory_comes_back_as_it_was() throws IOException {
    for (int size : List.of(256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 5 * MEBIBYTE)) {
      byte[] content = random(size);
      assertThat(receive(new ByteArrayInputStream(content))).isEqualTo(STORED);
      try (InputStream raw = support.session().openRaw(only().id())) {
        assertThat(raw.readAllBytes()).isEqualTo(content);
      }
    }
  }
}
