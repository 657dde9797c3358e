package dev.postroom.smtp;

import dev.postroom.inbound.Peer;
import dev.postroom.smtp.Broken.ContentAbandoned;
import dev.postroom.smtp.Broken.SessionEnd;
import dev.postroom.smtp.Door.Standing;
import dev.postroom.smtp.MailCommand.Encoding;
import dev.postroom.smtp.Settings.TlsPolicy;
import dev.postroom.spi.inbound.MailReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One client's conversation: takes one command after the other, and does it (RFC 5321, section 4.1.4 on their order). */
final class Session {
  private final Settings settings;
  private final MailReceiver receiver;
  private final Wire wire;
  private final WireInput input;
  private final WireOutput output;
  private final InetAddress client;
  private final Patience patience;
  private final Answers answers;
  private final CommandReader commands;
  private final long maxSize;
  private final long lastCommandBy;

  private Optional<Greeting> greeting = Optional.empty();
  private Optional<MailTransaction> transaction = Optional.empty();
  private boolean contentUnderWay;
  private Optional<Command> leftOver = Optional.empty();

  Session(Settings settings, MailReceiver receiver, Wire wire, WireInput input, WireOutput output, Door door,
      InetAddress client, Patience patience) {
    this.settings = settings;
    this.receiver = receiver;
    this.wire = wire;
    this.input = input;
    this.output = output;
    this.client = client;
    this.patience = patience;
    this.answers = new Answers(output, patience);
    this.commands = new CommandReader(input, output, door, patience, answers, settings.limits().maxCommandLine());
    this.maxSize = Math.min(settings.limits().maxMessageSize(), receiver.maxMessageSize());
    this.lastCommandBy = Ticks.after(settings.timeouts().session());
  }

  /** Talks until the client or the listener has enough, and returns the last answer. */
  Reply run() throws IOException {
    commands.stand(Standing.WORKING);
    output.write(Reply.plain(220, settings.hostname() + " ESMTP Postroom"));
    try {
      while (true) {
        wire.endBy(lastCommandBy);
        perform(next());
      }
    } catch (SessionEnd end) {
      return end.farewell();
    } finally {
      reset();
    }
  }

  private Command next() throws IOException {
    Command command = leftOver.isPresent() ? leftOver.get() : commands.next();
    leftOver = Optional.empty();
    return command;
  }

  private void perform(Command command) throws IOException {
    try {
      requireTls(command.verb());
      switch (command.verb()) {
        case EHLO, HELO -> greet(command);
        case MAIL -> mail(command);
        case RCPT -> recipient(command);
        case DATA -> data(command);
        case BDAT -> chunk(command);
        case RSET -> rset(command);
        case NOOP -> answers.answer(Replies.OK);
        case VRFY -> verify(command);
        case HELP -> answers.answer(Replies.HELP);
        case QUIT -> quit(command);
        case STARTTLS -> startTls(command);
        case EXPN -> answers.answer(Replies.NOT_IMPLEMENTED);
        case FOREIGN -> throw new SessionEnd(Replies.NOT_SMTP);
        case UNKNOWN -> answers.answer(Replies.UNKNOWN_COMMAND);
      }
    } catch (Refusal refusal) {
      answers.answer(refusal.reply());
    }
  }

  /** RFC 3207, section 4: what may be said before STARTTLS where it is required. BDAT is let through to have its octets read. */
  private void requireTls(Verb verb) throws Refusal {
    if (settings.tlsPolicy() == TlsPolicy.OFFERED || wire.encryption().isPresent()) {
      return;
    }
    switch (verb) {
      case NOOP, EHLO, HELO, STARTTLS, QUIT, BDAT, FOREIGN, UNKNOWN -> {
        // None of them takes mail: without MAIL, BDAT is out of sequence.
      }
      default -> throw new Refusal(Replies.TLS_REQUIRED);
    }
  }

  private void greet(Command command) throws Refusal, IOException {
    Greeting introduced = Greeting.of(command);
    reset();
    greeting = Optional.of(introduced);
    if (!introduced.isExtended()) {
      answers.answer(Reply.plain(250, settings.hostname()));
      return;
    }
    List<String> lines = new ArrayList<>(
        List.of(settings.hostname(), "PIPELINING", "SIZE " + maxSize, "8BITMIME", "SMTPUTF8", "CHUNKING",
            "ENHANCEDSTATUSCODES"));
    if (settings.tls().isPresent() && wire.encryption().isEmpty()) {
      lines.add("STARTTLS");
    }
    answers.answer(Reply.lines(250, lines));
  }

  private void mail(Command command) throws Refusal, IOException {
    Greeting introduced = greeting.orElseThrow(() -> new Refusal(Replies.GREET_FIRST));
    if (transaction.isPresent()) {
      throw new Refusal(Replies.NESTED_MAIL);
    }
    MailCommand mail = MailCommand.parse(command.argument(), introduced, maxSize);
    try {
      Peer peer = peer(introduced, mail.encoding());
      transaction =
          Optional.of(new MailTransaction(receiver.begin(mail.sender(), peer, mail.size()), mail.encoding()));
      answers.answer(Replies.SENDER_OK);
    } catch (RuntimeException e) {
      answers.answer(ReceiverFailure.reply("MAIL", e));
    }
  }

  private Peer peer(Greeting introduced, Encoding encoding) {
    Optional<String> tls = wire.encryption();
    String protocol = encoding == Encoding.UTF8 ? "UTF8SMTP" : introduced.isExtended() ? "ESMTP" : "SMTP";
    boolean secured = tls.isPresent() && introduced.isExtended();
    return new Peer(Optional.of(client), Optional.of(introduced.name()), secured ? protocol + 'S' : protocol, tls);
  }

  private void recipient(Command command) throws Refusal, IOException {
    MailTransaction open = transaction.orElseThrow(() -> new Refusal(Replies.NO_TRANSACTION));
    if (contentUnderWay) {
      throw new Refusal(Replies.BAD_SEQUENCE);
    }
    patience.recipient();
    RcptCommand rcpt = RcptCommand.parse(command.argument(), open.encoding(), settings.hostname());
    if (open.recipients() >= settings.limits().maxRecipients()) {
      throw new Refusal(Replies.TOO_MANY_RECIPIENTS);
    }
    answers.answerRecipient(open.recipient(rcpt.recipient()));
  }

  private void data(Command command) throws Refusal, IOException {
    MailTransaction open = ready();
    if (contentUnderWay) {
      throw new Refusal(Replies.BAD_SEQUENCE);
    }
    command.requireNoArgument();
    answers.send(Replies.SEND_CONTENT);
    receive(open, new DotStuffedContent(input));
  }

  private void chunk(Command command) throws IOException {
    Chunk first = Chunk.parse(command.argument(), maxSize);
    ChunkedContent content = new ChunkedContent(input, first, this::nextChunk, maxSize);
    try {
      receive(ready(), content);
    } catch (Refusal refusal) {
      stream(content).drain();
      answers.answer(refusal.reply());
    }
  }

  /** Answers a chunk, and does what a client may send between two of them. */
  private Chunk nextChunk(Chunk finished) throws IOException {
    answers.send(Reply.of(250, "2.0.0", finished.size() + " octets received"));
    while (true) {
      Command command = commands.nextBetweenChunks();
      switch (command.verb()) {
        case BDAT -> {
          return Chunk.parse(command.argument(), maxSize);
        }
        case RSET, EHLO, HELO, QUIT, FOREIGN -> {
          leftOver = Optional.of(command);
          throw new ContentAbandoned();
        }
        default -> perform(command);
      }
    }
  }

  private MailTransaction ready() throws Refusal {
    MailTransaction open = transaction.orElseThrow(() -> new Refusal(Replies.NO_TRANSACTION));
    if (open.recipients() == 0) {
      throw new Refusal(Replies.NO_RECIPIENTS);
    }
    return open;
  }

  private void receive(MailTransaction open, ContentSource source) throws IOException {
    contentUnderWay = true;
    try {
      Reply reply = open.content(stream(source));
      reset();
      answers.answer(reply);
    } catch (ContentAbandoned abandoned) {
      reset();
    }
  }

  private ContentStream stream(ContentSource source) {
    return new ContentStream(source, new TextRules(settings.limits().maxTextLine()), maxSize,
        new Pace(wire, settings.timeouts()));
  }

  private void rset(Command command) throws Refusal, IOException {
    command.requireNoArgument();
    reset();
    answers.answer(Replies.OK);
  }

  private void verify(Command command) throws Refusal, IOException {
    if (command.argument().isEmpty()) {
      throw new Refusal(Replies.SYNTAX);
    }
    answers.answer(Replies.CANNOT_VERIFY);
  }

  private void quit(Command command) throws Refusal, SessionEnd {
    command.requireNoArgument();
    throw new SessionEnd(Replies.GOODBYE);
  }

  private void startTls(Command command) throws Refusal, IOException {
    command.requireNoArgument();
    if (contentUnderWay) {
      throw new Refusal(Replies.BAD_SEQUENCE);
    }
    if (wire.encryption().isPresent()) {
      throw new Refusal(Replies.TLS_ACTIVE);
    }
    var context = settings.tls().orElseThrow(() -> new Refusal(Replies.NOT_IMPLEMENTED));
    answers.send(Replies.READY_FOR_TLS);
    output.flush();
    input.discard();
    reset();
    greeting = Optional.empty();
    commands.stand(Standing.ARRIVING);
    wire.startTls(context, settings.timeouts().handshake());
    commands.stand(Standing.WORKING);
  }

  private void reset() {
    contentUnderWay = false;
    transaction.ifPresent(MailTransaction::close);
    transaction = Optional.empty();
  }
}
