package dev.postroom.smtp;

import dev.postroom.smtp.Broken.ConnectionLost;
import dev.postroom.smtp.Broken.SessionEnd;
import dev.postroom.smtp.Door.Standing;
import java.io.IOException;

/** Reads commands, and answers by itself what is none. */
final class CommandReader {
  private final WireInput input;
  private final WireOutput output;
  private final Door door;
  private final Patience patience;
  private final Answers answers;
  private final int maxLine;

  CommandReader(WireInput input, WireOutput output, Door door, Patience patience, Answers answers, int maxLine) {
    this.input = input;
    this.output = output;
    this.door = door;
    this.patience = patience;
    this.answers = answers;
    this.maxLine = maxLine;
  }

  /** One way to come by the next line. */
  @FunctionalInterface
  private interface Lines {
    Line next() throws IOException;
  }

  /** The next command, at a point where the listener may send the client away instead. */
  Command next() throws IOException {
    return read(this::listen);
  }

  /** The next command between two chunks of a message, which is let finish. */
  Command nextBetweenChunks() throws IOException {
    return read(() -> input.readLine(maxLine));
  }

  private Command read(Lines lines) throws IOException {
    while (true) {
      Line line = lines.next();
      if (!(line instanceof Line.End)) {
        patience.command();
      }
      switch (line) {
        case Line.Text text -> {
          return Command.parse(text.text());
        }
        case Line.TooLong tooLong -> answers.answer(Replies.LINE_TOO_LONG);
        case Line.Unreadable unreadable -> answers.answer(Replies.LINE_UNREADABLE);
        case Line.Unclean unclean -> throw new SessionEnd(Replies.UNCLEAN_LINE);
        case Line.Endless endless -> throw new SessionEnd(Replies.LINE_TOO_LONG);
        case Line.End end -> throw new ConnectionLost();
      }
    }
  }

  private Line listen() throws IOException {
    if (door.isClosing()) {
      throw new SessionEnd(Replies.CLOSING);
    }
    return input.holdsLine() ? input.readLine(maxLine) : waitForLine();
  }

  /** While it waits, the closing thread may write: so nothing of ours may be left to be written by then. */
  private Line waitForLine() throws IOException {
    output.flush();
    stand(Standing.LISTENING);
    if (door.isClosing()) {
      stand(Standing.WORKING);
      throw new SessionEnd(Replies.CLOSING);
    }
    Line line;
    try {
      line = input.readLine(maxLine);
    } catch (IOException e) {
      stand(Standing.WORKING);
      throw e;
    }
    stand(Standing.WORKING);
    return line;
  }

  /** Says what the session does from now on, unless it has been sent away meanwhile. */
  void stand(Standing standing) throws ConnectionLost {
    if (!door.turnTo(standing)) {
      door.awaitFarewell();
      throw new ConnectionLost();
    }
  }
}
