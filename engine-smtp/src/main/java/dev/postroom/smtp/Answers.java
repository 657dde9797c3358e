package dev.postroom.smtp;

import dev.postroom.smtp.Broken.SessionEnd;
import java.io.IOException;

/** The answers of one session, and the patience that some of them cost. */
final class Answers {
  private final WireOutput output;
  private final Patience patience;

  Answers(WireOutput output, Patience patience) {
    this.output = output;
    this.patience = patience;
  }

  /** Answers a command, and counts an error against the client. */
  void answer(Reply reply) throws IOException {
    if (reply.isPermanentFailure()) {
      patience.error();
    }
    send(reply);
  }

  /** Answers a recipient; a refused one has a count of its own. */
  void answerRecipient(Reply reply) throws IOException {
    if (reply.isPermanentFailure()) {
      patience.refusedRecipient();
    }
    send(reply);
  }

  /** Writes a reply that counts for nothing. One that closes the connection is left to be the last. */
  void send(Reply reply) throws IOException {
    if (reply.endsSession()) {
      throw new SessionEnd(reply);
    }
    output.write(reply);
  }
}
