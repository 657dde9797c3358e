package dev.postroom.smtp;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Egress;
import dev.postroom.smtp.Broken.ConnectionLost;
import dev.postroom.smtp.OutboundConnection.Opening;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.Answered;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Never;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NotNow;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Taken;
import dev.postroom.spi.outbound.HandoffResult.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mail transaction (RFC 5321, section 3.3), from MAIL to the answer to the final dot. What a server says at a step decides for
 * all recipients that were not refused before; a message counts as taken by its last answer alone.
 */
final class OutboundTransaction {
  private static final HandoffResult NO_LOGIN = new Unreachable(Unreachable.Reason.LOGIN);

  private final OutboundConnection connection;
  private final Handoff handoff;
  private final Extensions extensions;
  private boolean begun;

  OutboundTransaction(OutboundConnection connection, Handoff handoff) {
    this.connection = connection;
    this.handoff = handoff;
    this.extensions = new Extensions(connection);
  }

  /** Whether the server has begun to speak about this message; until then it is as if nobody had tried. */
  boolean isBegun() {
    return begun;
  }

  HandoffResult run() {
    Optional<Answer> unfit = extensions.refusal(handoff);
    if (unfit.isPresent()) {
      // What a server offers may have been cut short with its connection: one that still listens has said all of it.
      begun = connection.stillListens();
      return begun ? all(new Never(unfit.get())) : new Unreachable(Unreachable.Reason.CONNECTION);
    }
    try {
      RemoteReply sender = connection.say(extensions.mailCommand(handoff));
      begun = !sender.isClosing();
      if (asksForLogin(sender)) {
        return givenUp(NO_LOGIN);
      }
      return sender.isPositive() ? nameRecipients() : givenUp(all(sender.refusalOfSender()));
    } catch (ConnectionLost lost) {
      return new Unreachable(Unreachable.Reason.CONNECTION);
    }
  }

  /** What is wrong with the way to a relay is no fault of the message, and its owner can mend it. */
  private boolean asksForLogin(RemoteReply reply) {
    return reply.asksForLogin() && handoff.egress().route() instanceof Egress.Relay;
  }

  private HandoffResult nameRecipients() throws ConnectionLost {
    List<Optional<RecipientResult>> refusals = new ArrayList<>();
    for (EmailAddress recipient : handoff.recipients()) {
      if (!extensions.take(recipient)) {
        refusals.add(Optional.of(new Never(OwnAnswers.INTERNATIONAL_ADDRESS)));
        continue;
      }
      RemoteReply reply = connection.say("RCPT TO:<" + recipient + '>');
      if (asksForLogin(reply)) {
        return givenUp(NO_LOGIN);
      }
      if (reply.isClosing()) {
        return settled(refusals, reply.refusal());
      }
      refusals.add(reply.isPositive() ? Optional.empty() : Optional.of(reply.refusal()));
    }
    boolean nobody = refusals.stream().allMatch(Optional::isPresent);
    return nobody
        ? givenUp(settled(refusals, new NotNow(OwnAnswers.UNREADABLE)))
        : settled(refusals, handContentOver());
  }

  private RecipientResult handContentOver() throws ConnectionLost {
    Optional<InputStream> content = opened();
    if (content.isEmpty()) {
      return givenUp(new NotNow(OwnAnswers.UNREADABLE));
    }
    try {
      return switch (connection.begin()) {
        case Opening.Refused refused -> givenUp(refused.reply().refusal());
        case Opening.Stream(OutputStream out) -> copy(content.get(), out);
      };
    } finally {
      close(content.get());
    }
  }

  private Optional<InputStream> opened() {
    try {
      return Optional.of(handoff.content().open());
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static void close(InputStream content) {
    try {
      content.close();
    } catch (IOException | RuntimeException doneWithIt) {
      // What the server has answered stands.
    }
  }

  /** A message that cannot be read to its end is never ended: the server must not take half of it. */
  private RecipientResult copy(InputStream content, OutputStream out) {
    return switch (new ContentCopy(content, handoff.content().size()).to(out)) {
      case WHOLE -> finish();
      case UNREADABLE -> {
        connection.cut();
        yield new NotNow(OwnAnswers.UNREADABLE);
      }
      case LOST -> connection.lastWord()
          .map(RemoteReply::refusal)
          .orElseGet(() -> new NotNow(OwnAnswers.LOST_BEFORE_END));
    };
  }

  private RecipientResult finish() {
    try {
      RemoteReply reply = connection.finish();
      return reply.isPositive() ? new Taken(reply.answer()) : givenUp(reply.refusal());
    } catch (ConnectionLost lost) {
      return new NotNow(OwnAnswers.LOST_AFTER_END);
    }
  }

  private <T> T givenUp(T result) {
    connection.reset();
    return result;
  }

  private HandoffResult all(RecipientResult result) {
    return new Answered(handoff.recipients().stream().map(recipient -> result).toList());
  }

  /** Those that were refused by name keep their answer, all others have this one. */
  private HandoffResult settled(List<Optional<RecipientResult>> refusals, RecipientResult others) {
    List<RecipientResult> results = new ArrayList<>();
    for (int i = 0; i < handoff.recipients().size(); i++) {
      results.add(i < refusals.size() ? refusals.get(i).orElse(others) : others);
    }
    return new Answered(results);
  }
}
