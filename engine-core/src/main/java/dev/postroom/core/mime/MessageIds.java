package dev.postroom.core.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Message identifiers (RFC 5322, section 3.6.4), without angle brackets and white space. */
public final class MessageIds {
  private MessageIds() {}

  /** The first identifier, or all of the text where a sender left the brackets out. */
  public static Optional<String> first(String body) {
    int open = body.indexOf('<');
    int close = body.indexOf('>', open + 1);
    String inside = open >= 0 && close > open ? body.substring(open + 1, close) : body.replace("<", "");
    return usable(inside);
  }

  /** The last identifiers of a list. */
  record Last(List<String> ids, int found) {}

  static Last last(String body, int most) {
    Deque<String> ids = new ArrayDeque<>();
    int found = 0;
    for (int open = body.indexOf('<'); open >= 0; open = body.indexOf('<', open + 1)) {
      int close = body.indexOf('>', open);
      if (close < 0) {
        break;
      }
      Optional<String> id = usable(body.substring(open + 1, close));
      if (id.isPresent()) {
        found++;
        ids.addLast(id.get());
        if (ids.size() > most) {
          ids.removeFirst();
        }
      }
      open = close;
    }
    return new Last(List.copyOf(ids), found);
  }

  private static Optional<String> usable(String inside) {
    if (inside.length() > 2 * ParseLimits.ID_LENGTH) {
      return Optional.empty();
    }
    StringBuilder id = new StringBuilder(inside.length());
    inside.chars().filter(c -> c > ' ' && c != 127).forEach(c -> id.append((char) c));
    return id.isEmpty() || id.length() > ParseLimits.ID_LENGTH ? Optional.empty() : Optional.of(id.toString());
  }
}
