package dev.postroom.journeys;

import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The program that {@link LargeMessageTest} runs in a small heap: sends itself two messages of fifty megabytes and reads them back. */
final class LargeMessages {
  private static final long ATTACHMENT = 36_600_000;
  private static final int CHUNK = 1 << 20;

  private LargeMessages() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path spool = Files.createDirectories(folder.resolve("spool"));
    LargeLetter byData = new LargeLetter("by-data", ATTACHMENT);
    LargeLetter byBdat = new LargeLetter("by-bdat", ATTACHMENT + 1);
    try (House house = House.open(folder, builder -> builder.spoolFolder(spool))) {
      MailboxSession inbox = house.inbox();
      try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
        talk.envelope("ada@sender.example", House.ADDRESS);
        talk.data(byData::writeTo);
        talk.envelope("ada@sender.example", House.ADDRESS);
        talk.bdat(byBdat::writeTo, CHUNK);
      }
      List<MessageSummary> newestFirst = House.list(inbox);
      check(inbox, newestFirst.get(1), byData);
      check(inbox, newestFirst.get(0), byBdat);
    }
  }

  private static void check(MailboxSession inbox, MessageSummary summary, LargeLetter sent) throws IOException {
    AttachmentInfo attachment = summary.attachments().get(0);
    boolean rawIsSame = Digest.of(inbox.openRaw(summary.id())).equals(Digest.of(sent::writeTo));
    boolean attachmentIsSame = Digest.of(inbox.openAttachment(summary.id(), attachment.part()))
        .equals(Digest.of(sent::writeAttachmentTo));
    String text = inbox.read(summary.id()).text().orElseThrow().content().lines().findFirst().orElse("");
    System.out.println(summary.subject() + ": over 50 MB " + (summary.size() >= 50_000_000) + ", raw " + rawIsSame
        + ", attachment " + attachmentIsSame + ", text " + text);
  }
}
