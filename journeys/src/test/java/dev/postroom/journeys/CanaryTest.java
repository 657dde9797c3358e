package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.event.EventQuery;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.CanaryScan;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plants words in every place of a message that holds words, and looks for them in all that the engine leaves on the disk. */
class CanaryTest {
  private static final List<String> WORDS = List.of("subjectcanary", "bodycanary", "markupcanary", "filenamecanary",
      "contentcanary", "displayname-canary", "localpartcanary", "domaincanary", "envelopecanary", "helocanary",
      "messageidcanary", "headercanary", "copycanary");
  private static final String AUTHOR = "localpartcanary@domaincanary.example";
  private static final int LARGE = 1_500_000;

  /** Of this whole JVM; JUnit makes its own in it. */
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

  @TempDir
  Path folder;

  private Path spool = Path.of("spool");

  @BeforeEach
  void makeSpool() throws IOException {
    spool = Files.createDirectory(folder.resolve("spool"));
  }

  @Test
  void no_word_of_a_message_is_found_in_any_file_or_log() throws Exception {
    byte[] small = letter("small", 40);
    byte[] large = letter("large", LARGE);
    assertThat(new String(small, StandardCharsets.US_ASCII)).contains(WORDS.stream()
        .filter(word -> !Set.of("envelopecanary", "helocanary", "contentcanary").contains(word))
        .toList());
    try (LogTrap logs = new LogTrap()) {
      try (House house = House.open(folder, builder -> builder.spoolFolder(spool))) {
        receive(house, small, large);
        assertNoWordIn(TEMP);

        useAndScan(house);
        assertNoWordIn(TEMP);
      }
      System.getLogger("dev.postroom.journeys").log(System.Logger.Level.TRACE, "heard");
      Path log = folder.resolve("log.txt");
      logs.writeTo(log);
      assertThat(log).content().contains("heard");
      assertNoWordIn(TEMP);
    }
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void the_scan_finds_a_word_that_lies_in_clear() throws Exception {
    try (House house = House.open(folder, builder -> builder.spoolFolder(spool))) {
      house.support();
      Path planted =
          Files.writeString(House.store(folder).resolve("segments").resolve("planted"), "a bodycanary sings");

      assertThat(CanaryScan.of(folder, WORDS)).extracting(CanaryScan.Finding::file).containsOnly(planted);
    }
  }

  /** The large one comes in two chunks, with a look at the spool between them. */
  private void receive(House house, byte[] small, byte[] large) throws IOException {
    house.support();
    try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "helocanary.example")) {
      talk.envelope("envelopecanary@domaincanary.example", House.ADDRESS);
      talk.data(sink -> sink.write(small));
      talk.envelope("envelopecanary@domaincanary.example", House.ADDRESS);
      int most = large.length - 1_000;
      talk.chunk(large, 0, most, "");
      await().until(() -> sizeOf(spool) > LARGE / 2);
      assertNoWordIn(spool);
      talk.chunk(large, most, large.length - most, " LAST");
    }
    try (Stream<Path> segments = Files.list(House.store(folder).resolve("segments"))) {
      assertThat(segments.toList()).as("a shared segment, and one for the large message").hasSize(2);
    }
  }

  private void useAndScan(House house) throws IOException {
    MailboxAdmin support = house.support();
    IssuedKey key = support.issueKey("reader", Role.READ_WRITE);
    MailboxSession inbox = house.inbox(key.secret());
    AtomicInteger heard = new AtomicInteger();
    inbox.subscribe(EventQuery.fromOldest(), (event, cursor) -> heard.incrementAndGet());
    readAll(inbox);
    await().until(() -> heard.get() > 2);
    support.rotateEncryption();
    house.acme().rotateEncryption();
    readAll(inbox);
    inbox.delete(House.list(inbox).get(0).id());
    support.revokeKey(key.id());
    assertThat(House.list(house.inbox())).hasSize(1);
  }

  private void readAll(MailboxSession inbox) throws IOException {
    List<MessageSummary> all = House.list(inbox);
    assertThat(all).hasSize(2);
    assertThat(inbox.list(MessageQuery.all().from(EmailAddress.parse(AUTHOR))).items()).hasSize(2);
    for (MessageSummary summary : all) {
      assertThat(summary.subject()).contains("subjectcanary");
      assertThat(inbox.read(summary.id()).text().orElseThrow().content()).contains("bodycanary");
      AttachmentInfo attachment = summary.attachments().get(0);
      assertThat(attachment.fileName().orElseThrow()).contains("filenamecanary");
      assertThat(new String(inbox.openAttachment(summary.id(), attachment.part()).readAllBytes(),
          StandardCharsets.US_ASCII)).contains("contentcanary");
      assertThat(new String(inbox.openRaw(summary.id()).readAllBytes(), StandardCharsets.US_ASCII))
          .contains("headercanary");
      inbox.markRead(summary.id());
      inbox.archive(summary.id());
    }
  }

  private static void assertNoWordIn(Path folder) {
    assertThat(CanaryScan.of(folder, WORDS)).isEmpty();
  }

  private static long sizeOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(CanaryTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static byte[] letter(String kind, int attachmentSize) throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(Session.getInstance(new Properties())) {
      @Override
      protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", "<" + kind + ".messageidcanary@domaincanary.example>");
      }
    };
    message.setFrom(new InternetAddress(AUTHOR, "displayname-canary"));
    message.setRecipient(RecipientType.TO, new InternetAddress(House.ADDRESS));
    message.setRecipient(RecipientType.CC, new InternetAddress("copycanary@elsewhere.example"));
    message.setSubject(kind + " subjectcanary");
    message.setHeader("X-Journey", "headercanary");
    message.setContent(content(attachmentSize));
    message.saveChanges();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    message.writeTo(octets);
    return octets.toByteArray();
  }

  private static MimeMultipart content(int attachmentSize) throws MessagingException, IOException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText("There is a bodycanary in here.");
    MimeBodyPart html = new MimeBodyPart();
    html.setContent("<p>And a <b>markupcanary</b>, and a bodycanary.</p>", "text/html");
    MimeMultipart bodies = new MimeMultipart("alternative", text, html);
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(bodies);
    MimeBodyPart attachment = new MimeBodyPart();
    String data = "contentcanary ".repeat(attachmentSize / 14 + 1);
    attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(data, "application/x-notes")));
    attachment.setFileName("filenamecanary.bin");
    attachment.setHeader("Content-Transfer-Encoding", "base64");
    return new MimeMultipart("mixed", body, attachment);
  }
}
