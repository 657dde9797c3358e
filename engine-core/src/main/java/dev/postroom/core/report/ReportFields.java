package dev.postroom.core.report;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.FieldText;
import dev.postroom.error.InvalidInputException;
import jakarta.mail.internet.InternetHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fields of one group of a report (RFC 3464, section 2.1.1), whatever is in them. */
final class ReportFields {
  private static final int MAX_TEXT = 1_000;
  /** How a report in ASCII writes other characters of an address (RFC 6533, section 3). */
  private static final Pattern ESCAPED = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})}");

  private final InternetHeaders fields;

  ReportFields(InternetHeaders fields) {
    this.fields = fields;
  }

  /** The first field of that name, in one line. */
  Optional<String> text(String name) {
    return texts(name).findFirst();
  }

  private Stream<String> texts(String name) {
    return Optional.ofNullable(fields.getHeader(name))
        .stream()
        .flatMap(Stream::of)
        .map(written -> FieldText.shown(FieldText.cut(decoded(written), MAX_TEXT)))
        .filter(text -> !text.isEmpty());
  }

  /** The first word of a field, in lower case, without a comment behind it. */
  Optional<String> word(String name) {
    return text(name).map(text -> text.split("[ (;]", 2)[0].toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty());
  }

  /** An address with its type before it, {@code rfc822; user@example}. Of other types than those of mail there is none. */
  Optional<EmailAddress> typedAddress(String name) {
    return text(name).flatMap(text -> {
      int end = text.indexOf(';');
      String type = text.substring(0, Math.max(end, 0)).strip().toLowerCase(Locale.ROOT);
      return switch (type) {
        case "", "rfc822" -> address(text.substring(end + 1));
        case "utf-8" -> address(unescaped(text.substring(end + 1)));
        default -> Optional.empty();
      };
    });
  }

  /** All addresses that stand in fields of that name. */
  List<EmailAddress> addresses(String name, int most) {
    return texts(name).map(ReportFields::address).flatMap(Optional::stream).limit(most).toList();
  }

  private static Optional<EmailAddress> address(String written) {
    String bare = written.strip();
    if (bare.startsWith("<") && bare.endsWith(">")) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    try {
      return Optional.of(EmailAddress.parse(bare));
    } catch (InvalidInputException notAnAddress) {
      return Optional.empty();
    }
  }

  private static String unescaped(String text) {
    return ESCAPED.matcher(text).replaceAll(escape -> {
      int point = Integer.parseInt(escape.group(1), 16);
      return Matcher.quoteReplacement(Character.isValidCodePoint(point) ? Character.toString(point) : escape.group());
    });
  }

  /** Angus reads each octet as a character; what is UTF-8 was meant so (RFC 6533, section 4). */
  private static String decoded(String written) {
    if (written.chars().allMatch(c -> c < 128) || written.chars().anyMatch(c -> c > 255)) {
      return written;
    }
    try {
      ByteBuffer octets = ByteBuffer.wrap(written.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
    } catch (CharacterCodingException otherCharset) {
      return written;
    }
  }
}
