package dev.postroom.journeys;

import dev.postroom.journeys.Wrong.Kind;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The mail that was sent to a house that is killed, and what of it was answered with 250. */
final class KilledMail {
  static final String SUBJECT = "mail-";
  private static final int LARGEST_BODY = 20_000;

  private final Map<String, String> sent = new ConcurrentHashMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Set<String> read = new HashSet<>();

  /** Sends one message after the other until the connection is gone. */
  void send(InetSocketAddress server, String session, Random random, Runnable onAnswer) {
    try (SmtpTalk talk = SmtpTalk.with(server, "sender.example")) {
      for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
        String subject = SUBJECT + session + '-' + number;
        String message = letter(subject, random);
        sends(subject, message);
        talk.envelope("ada@sender.example", House.ADDRESS);
        talk.data(sink -> sink.write(message.getBytes(StandardCharsets.US_ASCII)));
        answered(subject);
        onAnswer.run();
      }
    } catch (IOException killed) {
      // What was under way got no answer, and may be there or not.
    }
  }

  /** Notes what is about to be sent. */
  void sends(String subject, String message) {
    sent.put(subject, message);
  }

  /** Notes that it was answered with 250. */
  void answered(String subject) {
    acknowledged.add(subject);
  }

  private static String letter(String subject, Random random) {
    String body = random.ints(random.nextInt(1, LARGEST_BODY), 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .replaceAll("(.{70})", "$1\r\n");
    return "From: ada@sender.example\r\nTo: " + House.ADDRESS + "\r\nSubject: " + subject + "\r\nMessage-ID: <"
        + subject + "@sender.example>\r\n\r\n" + body + "\r\n";
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** Looks for all that was answered among what is found, and reads what was not read before. */
  List<Wrong> audit(MailboxSession inbox, Map<String, List<MessageSummary>> found) throws IOException {
    List<Wrong> wrong = new ArrayList<>();
    acknowledged.stream()
        .filter(subject -> !found.containsKey(subject))
        .forEach(lost -> wrong.add(new Wrong(Kind.MAIL_LOST, lost)));
    for (Map.Entry<String, List<MessageSummary>> copies : found.entrySet()) {
      String subject = copies.getKey();
      if (subject.startsWith(SUBJECT)) {
        if (!sent.containsKey(subject)) {
          wrong.add(new Wrong(Kind.MAIL_MADE_UP, subject));
        } else if (copies.getValue().size() > 1) {
          wrong.add(new Wrong(Kind.MAIL_TWICE, subject));
        } else if (read.add(subject) && !isWhole(inbox, copies.getValue().getFirst())) {
          wrong.add(new Wrong(Kind.MAIL_TORN, subject));
        }
      }
    }
    return wrong;
  }

  private boolean isWhole(MailboxSession inbox, MessageSummary summary) throws IOException {
    String raw = new String(inbox.openRaw(summary.id()).readAllBytes(), StandardCharsets.US_ASCII);
    return raw.equals(sent.get(summary.subject())) && inbox.read(summary.id()).text().isPresent();
  }

  /** Reads all of it again next time. */
  void readAgain() {
    read.clear();
  }
}
