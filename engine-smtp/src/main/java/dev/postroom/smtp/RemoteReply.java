package dev.postroom.smtp;

import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Never;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NeverFrom;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NotNow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The answer of another server to one command (RFC 5321, section 4.2): its code, and its lines as they came. */
record RemoteReply(int code, String lines) {
  static final int CLOSING = 421;

  private static final int LONGEST_TEXT = 1_000;
  private static final Pattern LINE = Pattern.compile("(?s)\\d{3}[ -]?(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: +|$))?(.*)");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x80-\\x9F]+");

  boolean isPositive() {
    return code >= 200 && code <= 299;
  }

  boolean isClosing() {
    return code == CLOSING;
  }

  /** What a negative answer to MAIL means for those who were to be named after it. */
  RecipientResult refusalOfSender() {
    return code >= 500 ? new NeverFrom(answer()) : new NotNow(answer());
  }

  /** Whether a login is asked for (RFC 4954, section 6). */
  boolean asksForLogin() {
    return code == 530;
  }

  /** What a negative answer means for those whom it concerns; what is no answer to the command is none for good. */
  RecipientResult refusal() {
    return code >= 500 ? new Never(answer()) : new NotNow(answer());
  }

  Answer answer() {
    String whole = decoded(lines);
    return new Answer(code, status(whole), text(whole));
  }

  private static Optional<EnhancedStatus> status(String whole) {
    return whole.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .flatMap(line -> Optional.ofNullable(line.group(1)).flatMap(EnhancedStatus::find));
  }

  private static String text(String whole) {
    String joined = whole.lines()
        .map(LINE::matcher)
        .map(line -> line.matches() ? line.group(2) : "")
        .map(text -> CONTROLS.matcher(text).replaceAll(""))
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining(" "));
    return joined.length() <= LONGEST_TEXT ? joined : cut(joined);
  }

  private static String cut(String text) {
    int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
    return text.substring(0, end);
  }

  /** Angus makes a character of each octet; with SMTPUTF8 they may be UTF-8 (RFC 6531, section 3.7.4). */
  private static String decoded(String octets) {
    if (octets.chars().anyMatch(c -> c > 255)) {
      return octets;
    }
    try {
      byte[] raw = octets.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException notUtf8) {
      return octets;
    }
  }

  @Override
  public String toString() {
    return "RemoteReply[" + code + ']';
  }
}
