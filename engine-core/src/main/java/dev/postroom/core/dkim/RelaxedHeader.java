package dev.postroom.core.dkim;

import dev.postroom.error.LimitExceededException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields of a header in their relaxed form (RFC 6376, section 3.4.2). Each octet is one character, whatever it stands for. */
final class RelaxedHeader {
  private static final int MAX_OCTETS = 1 << 20;
  private static final String LINE_END = "\r\n";

  private final Map<String, List<String>> fields;

  private RelaxedHeader(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  /**
   * Reads the header and the empty line after it, and nothing more.
   *
   * @throws LimitExceededException
   *           when the header has more than 1 MiB
   */
  static RelaxedHeader read(InputStream octets) throws IOException {
    Map<String, List<String>> fields = new HashMap<>();
    for (String field : split(octetsOfHeader(octets))) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        fields.computeIfAbsent(name(field, colon), none -> new ArrayList<>()).add(relaxed(field));
      }
    }
    return new RelaxedHeader(fields);
  }

  /** The fields of a name given in lower case, from the top downwards, without their line ends. */
  List<String> fields(String name) {
    return fields.getOrDefault(name, List.of());
  }

  private static String octetsOfHeader(InputStream octets) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    int lineLength = 0;
    int before = 0;
    for (int octet = octets.read(); octet >= 0; octet = octets.read()) {
      header.write(octet);
      lineLength++;
      if (before == '\r' && octet == '\n') {
        if (lineLength == LINE_END.length()) {
          break;
        }
        lineLength = 0;
      }
      before = octet;
      if (header.size() > MAX_OCTETS) {
        throw new LimitExceededException("header: over " + MAX_OCTETS + " octets (expected: 0.." + MAX_OCTETS + ')');
      }
    }
    return header.toString(StandardCharsets.ISO_8859_1);
  }

  /** A line that begins with white space goes on with the field before it. */
  private static List<String> split(String header) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    while (start < header.length()) {
      int end = endOfField(header, start);
      fields.add(header.substring(start, end));
      start = end + LINE_END.length();
    }
    return fields;
  }

  private static int endOfField(String header, int start) {
    int end = header.indexOf(LINE_END, start);
    while (end >= 0 && end + LINE_END.length() < header.length() && isSpace(header.charAt(end + LINE_END.length()))) {
      end = header.indexOf(LINE_END, end + LINE_END.length());
    }
    return end < 0 ? header.length() : end;
  }

  /** The field with its name in lower case, unfolded, its white space relaxed, without the line end. */
  static String relaxed(String field) {
    int colon = field.indexOf(':');
    StringBuilder relaxed = new StringBuilder(field.length()).append(name(field, colon)).append(':');
    int bare = relaxed.length();
    boolean space = false;
    String body = field.substring(colon + 1).replace(LINE_END, "");
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (isSpace(c)) {
        space = relaxed.length() > bare;
      } else {
        if (space) {
          relaxed.append(' ');
          space = false;
        }
        relaxed.append(c);
      }
    }
    return relaxed.toString();
  }

  private static String name(String field, int colon) {
    int end = colon;
    while (end > 0 && isSpace(field.charAt(end - 1))) {
      end--;
    }
    return field.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
