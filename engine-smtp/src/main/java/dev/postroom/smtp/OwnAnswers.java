package dev.postroom.smtp;

import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import java.util.Optional;

/** The answers of this side, where no server was asked or none has answered (RFC 3463; RFC 6531, section 4.2; RFC 7505). */
final class OwnAnswers {
  static final Answer NO_SUCH_DOMAIN = answer(5, 1, 2, "The domain does not exist");
  static final Answer TAKES_NO_MAIL = answer(5, 1, 10, "The domain takes no mail");
  static final Answer NO_WAY = answer(5, 4, 4, "The domain has no mail exchanger with an address");
  static final Answer PRIVATE_ONLY =
      answer(5, 4, 4, "The mail exchangers of the domain have only addresses that are not public");
  static final Answer TOO_BIG = answer(5, 3, 4, "The message is larger than the other server takes");
  static final Answer EIGHT_BIT = answer(5, 6, 3, "The message has 8-bit text, which the other server does not take");
  static final Answer INTERNATIONAL_HEADER =
      answer(5, 6, 9, "The message has an international header, which the other server does not take");
  static final Answer INTERNATIONAL_ADDRESS =
      answer(5, 6, 7, "The address is international, which the other server does not take");
  static final Answer LOST_BEFORE_END =
      answer(4, 4, 2, "The connection was lost within the message; it was not handed over");
  static final Answer LOST_AFTER_END =
      answer(4, 4, 2, "The connection was lost after the message and before its answer; it may have been taken");
  static final Answer UNREADABLE = answer(4, 3, 0, "The message could not be read; it was not handed over");

  private OwnAnswers() {}

  private static Answer answer(int category, int subject, int detail, String text) {
    return new Answer(0, Optional.of(new EnhancedStatus(category, subject, detail)), text);
  }
}
