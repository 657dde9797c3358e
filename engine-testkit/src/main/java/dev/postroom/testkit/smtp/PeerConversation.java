package dev.postroom.testkit.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The session on one connection (RFC 5321): what a server does that takes everything, unless the script says otherwise. */
final class PeerConversation {
  private static final String OUT_OF_ORDER = "503 5.5.1 Out of order";

  private final PeerLine line;
  private final PeerScript script;
  private final PeerRecord record;
  private final Optional<SSLContext> tls;
  private Optional<String> login = Optional.empty();
  private Optional<String> sender = Optional.empty();
  private List<String> parameters = List.of();
  private List<String> recipients = new ArrayList<>();

  PeerConversation(PeerLine line, PeerScript script, PeerRecord record, Optional<SSLContext> tls) {
    this.line = line;
    this.script = script;
    this.record = record;
    this.tls = tls;
  }

  /** Talks until one of the two closes the connection. */
  void hold() throws IOException {
    react(SmtpStep.GREETING, "220 peer.example ESMTP");
    while (true) {
      String command = line.line();
      String verb = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> react(SmtpStep.EHLO, greeting());
        case "HELO" -> react(SmtpStep.HELO, "250 peer.example");
        case "STARTTLS" -> startTls();
        case "AUTH" -> authenticate(command.split(" "));
        case "MAIL" -> mail(command);
        case "RCPT" -> recipient(command);
        case "DATA" -> data();
        case "RSET" -> reset();
        case "NOOP" -> react(SmtpStep.NOOP, "250 2.0.0 OK");
        case "QUIT" -> {
          react(SmtpStep.QUIT, "221 2.0.0 Goodbye");
          throw new EOFException();
        }
        default -> line.react(Optional.empty(), "500 5.5.2 Unknown command");
      }
    }
  }

  private int react(SmtpStep step, String... usual) throws IOException {
    return line.react(script.at(step), usual);
  }

  private String[] greeting() {
    List<String> offered = new ArrayList<>(script.keywords());
    if (tls.isPresent() && !line.isEncrypted()) {
      offered.add("STARTTLS");
    }
    List<String> texts = Stream.concat(Stream.of("peer.example"), offered.stream()).toList();
    String[] lines = new String[texts.size()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = (i == lines.length - 1 ? "250 " : "250-") + texts.get(i);
    }
    return lines;
  }

  private void startTls() throws IOException {
    if (react(SmtpStep.STARTTLS, tls.isPresent() ? "220 2.0.0 Ready" : "502 5.5.1 No TLS") == 220) {
      line.encrypt(tls.orElseThrow(EOFException::new));
      forgetTransaction();
    }
  }

  private void authenticate(String[] words) throws IOException {
    String credentials = words[1].equalsIgnoreCase("LOGIN") ? askForLogin() : askForPlain(words);
    if (react(SmtpStep.AUTH, "235 2.7.0 Welcome") == 235) {
      login = Optional.of(credentials);
    }
  }

  private String askForPlain(String[] words) throws IOException {
    String response = words.length > 2 ? words[2] : ask("334 ");
    String[] parts = decoded(response).split("\0", -1);
    return parts[1] + ':' + parts[2];
  }

  private String askForLogin() throws IOException {
    return decoded(ask("334 VXNlcm5hbWU6")) + ':' + decoded(ask("334 UGFzc3dvcmQ6"));
  }

  private String ask(String challenge) throws IOException {
    line.react(Optional.empty(), challenge);
    return line.line();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private void mail(String command) throws IOException {
    if (sender.isPresent()) {
      line.react(Optional.empty(), OUT_OF_ORDER);
    } else if (react(SmtpStep.MAIL, "250 2.1.0 Sender OK") == 250) {
      sender = Optional.of(path(command));
      parameters = Stream.of(command.substring(command.lastIndexOf('>') + 1).split(" "))
          .filter(word -> !word.isEmpty())
          .toList();
    }
  }

  private void recipient(String command) throws IOException {
    if (sender.isEmpty()) {
      line.react(Optional.empty(), OUT_OF_ORDER);
    } else if (line.react(script.atRecipient(path(command)), "250 2.1.5 Recipient OK") / 100 == 2) {
      recipients.add(path(command));
    }
  }

  private static String path(String command) {
    return command.substring(command.indexOf('<') + 1, command.lastIndexOf('>'));
  }

  private void data() throws IOException {
    if (recipients.isEmpty()) {
      line.react(Optional.empty(), OUT_OF_ORDER);
    } else if (react(SmtpStep.DATA, "354 Go ahead") == 354) {
      react(SmtpStep.CONTENT);
      ReceivedMail mail = new ReceivedMail(line.number(), line.isEncrypted(), login, sender.orElseThrow(), parameters,
          recipients, new String(line.content(), StandardCharsets.ISO_8859_1));
      record.seen(mail);
      forgetTransaction();
      Reaction reaction = line.decided(script.at(SmtpStep.DOT), "250 2.0.0 Taken");
      // Written down before the answer, so that whoever reads the answer finds it.
      if (isPositive(reaction)) {
        record.taken(mail);
      }
      line.react(reaction);
    }
  }

  private static boolean isPositive(Reaction reaction) {
    return switch (reaction) {
      case Reaction.Say say -> say.lines().getLast().startsWith("2");
      case Reaction.SayAndClose last -> last.lines().getLast().startsWith("2");
      case Reaction.Hang hang -> false;
      case Reaction.Close close -> false;
      case Reaction.Drip drip -> false;
      case Reaction.Flood flood -> false;
    };
  }

  private void reset() throws IOException {
    if (react(SmtpStep.RSET, "250 2.0.0 OK") == 250) {
      forgetTransaction();
    }
  }

  private void forgetTransaction() {
    sender = Optional.empty();
    parameters = List.of();
    recipients = new ArrayList<>();
  }
}
