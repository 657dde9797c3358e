package dev.postroom.smtp;

import dev.postroom.address.EmailAddress;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.OutboundContent;
import java.util.Optional;

/** What the other server can do, and what a message needs: SIZE (RFC 1870), 8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531). */
final class Extensions {
  private final boolean size;
  private final long largest;
  private final boolean eightBit;
  private final boolean international;

  Extensions(OutboundConnection connection) {
    Optional<String> announced = connection.extension("SIZE");
    size = announced.isPresent();
    largest = announced.map(Extensions::octets).filter(octets -> octets > 0).orElse(Long.MAX_VALUE);
    eightBit = connection.extension("8BITMIME").isPresent();
    international = connection.extension("SMTPUTF8").isPresent();
  }

  /** 0 for no fixed limit, which is also what is made of nonsense. */
  private static long octets(String parameter) {
    return parameter.matches("\\d{1,18}") ? Long.parseLong(parameter) : 0;
  }

  /** Why the message cannot be handed over to this server at all. */
  Optional<Answer> refusal(Handoff handoff) {
    OutboundContent content = handoff.content();
    if (content.size() > largest) {
      return Optional.of(OwnAnswers.TOO_BIG);
    }
    if (content.isInternational() && !international) {
      return Optional.of(OwnAnswers.INTERNATIONAL_HEADER);
    }
    if (content.isEightBit() && !eightBit) {
      return Optional.of(OwnAnswers.EIGHT_BIT);
    }
    if (handoff.sender().address().filter(sender -> !take(sender)).isPresent()
        || handoff.recipients().stream().noneMatch(this::take)) {
      return Optional.of(OwnAnswers.INTERNATIONAL_ADDRESS);
    }
    return Optional.empty();
  }

  boolean take(EmailAddress address) {
    return international || !address.isInternational();
  }

  String mailCommand(Handoff handoff) {
    OutboundContent content = handoff.content();
    StringBuilder command = new StringBuilder("MAIL FROM:").append(handoff.sender());
    if (size) {
      command.append(" SIZE=").append(content.size());
    }
    if (eightBit && (content.isEightBit() || content.isInternational())) {
      command.append(" BODY=8BITMIME");
    }
    if (needsInternational(handoff)) {
      command.append(" SMTPUTF8");
    }
    return command.toString();
  }

  private boolean needsInternational(Handoff handoff) {
    return international && (handoff.content().isInternational()
        || handoff.sender().address().filter(EmailAddress::isInternational).isPresent()
        || handoff.recipients().stream().anyMatch(EmailAddress::isInternational));
  }
}
