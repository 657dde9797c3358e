package dev.postroom.core.mime;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import dev.postroom.message.Correspondent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an address list (RFC 5322, section 3.4) in one pass over the text, whatever is in it: groups are opened, comments left
 * out, semicolons taken for commas, and what is no address is kept as it was written. Ours because the parsers at hand take time
 * that grows with the square of a hostile list.
 */
final class AddressListReader {
  private static final int MAX_PHRASE = 2_000;

  private final String text;
  private final int most;
  private final List<Correspondent> found = new ArrayList<>();
  private final StringBuilder phrase = new StringBuilder();
  private final StringBuilder written = new StringBuilder();
  private final StringBuilder comment = new StringBuilder();
  private Optional<String> angle = Optional.empty();
  private int at;

  private AddressListReader(String text, int most) {
    this.text = text;
    this.most = most;
  }

  static AddressList read(String body, int most) {
    return new AddressListReader(body, most).read();
  }

  private AddressList read() {
    while (at < text.length()) {
      if (found.size() == most) {
        return new AddressList(found, text.substring(at).indexOf('@') >= 0);
      }
      step(text.charAt(at++));
    }
    finish();
    return new AddressList(found, false);
  }

  private void step(char c) {
    switch (c) {
      case ',', ';' -> finish();
      case ':' -> forget();
      case '"' -> quoted();
      case '(' -> commented();
      case '[' -> literal();
      case '<' -> angled();
      default -> {
        append(phrase, c);
        append(written, c);
      }
    }
  }

  private void quoted() {
    append(written, '"');
    while (at < text.length()) {
      char c = text.charAt(at++);
      append(written, c);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
        append(written, c);
      }
      append(phrase, c);
    }
  }

  private void commented() {
    for (int depth = 1; at < text.length();) {
      char c = text.charAt(at++);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return;
      } else if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      append(comment, c);
    }
  }

  /** A domain literal holds colons that open no group. */
  private void literal() {
    append(written, '[');
    while (at < text.length()) {
      char c = text.charAt(at++);
      append(written, c);
      if (c == ']' || c == ',') {
        return;
      }
    }
  }

  /** What stands in angle brackets; a comma ends it too, unless it is part of an obsolete route. */
  private void angled() {
    int start = at;
    boolean route = at < text.length() && text.charAt(at) == '@';
    boolean quotes = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        quotes = !quotes;
      } else if (c == ':') {
        route = false;
      } else if (!quotes && (c == '>' || c == ',' && !route)) {
        break;
      }
    }
    at = Math.min(at, text.length());
    angle = Optional.of(text.substring(start, Math.min(at, start + MAX_PHRASE)));
    if (at < text.length() && text.charAt(at) == '>') {
      at++;
    }
  }

  private void finish() {
    if (angle.isPresent()) {
      add(phrase.toString(), withoutRoute(angle.get()));
    } else if (!written.toString().isBlank()) {
      add(comment.toString(), written.toString());
    }
    forget();
  }

  private void forget() {
    phrase.setLength(0);
    written.setLength(0);
    comment.setLength(0);
    angle = Optional.empty();
  }

  private void add(String name, String address) {
    String shown = FieldText.cut(FieldText.shown(EncodedWords.decode(name.strip())), ParseLimits.NAME_LENGTH);
    String place = address.strip();
    Optional<EmailAddress> parsed = parse(place);
    String kept = FieldText.cut(FieldText.shown(place), ParseLimits.WRITTEN_ADDRESS_LENGTH);
    if (parsed.isPresent() || !kept.isEmpty() || !shown.isEmpty()) {
      found.add(new Correspondent(Optional.of(shown).filter(text -> !text.isEmpty()), parsed, kept));
    }
  }

  private static Optional<EmailAddress> parse(String place) {
    String address = place.indexOf('"') >= 0 ? place : place.replace(" ", "");
    if (address.isEmpty() || address.length() > ParseLimits.WRITTEN_ADDRESS_LENGTH || address.indexOf('@') < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(EmailAddress.parse(address));
    } catch (InvalidInputException notAnAddress) {
      return Optional.empty();
    }
  }

  private static String withoutRoute(String inAngle) {
    int colon = inAngle.indexOf(':');
    return inAngle.stripLeading().startsWith("@") && colon >= 0 ? inAngle.substring(colon + 1) : inAngle;
  }

  private static void append(StringBuilder to, char c) {
    if (to.length() < MAX_PHRASE) {
      to.append(c);
    }
  }
}
