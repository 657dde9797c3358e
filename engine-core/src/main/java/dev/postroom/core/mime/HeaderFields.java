package dev.postroom.core.mime;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.james.mime4j.stream.RawField;

/** The fields of the message's own header that an outline is made of, not yet understood; others are only counted. */
final class HeaderFields {
  private static final Set<String> ONCE =
      Set.of("subject", "date", "from", "sender", "reply-to", "message-id", "in-reply-to",
          "references", "auto-submitted", "precedence", "x-auto-response-suppress");
  private static final Set<String> JOINED = Set.of("to", "cc", "bcc");

  private final Map<String, String> bodies = new HashMap<>();
  private int received;
  private boolean repeated;
  private boolean list;

  void add(RawField field) {
    String name = FieldText.nameOf(field);
    if (ONCE.contains(name)) {
      repeated |= bodies.putIfAbsent(name, FieldText.bodyOf(field)) != null;
    } else if (JOINED.contains(name)) {
      repeated |= bodies.containsKey(name);
      bodies.merge(name, FieldText.bodyOf(field), (first, second) -> first + ", " + second);
    } else if (name.equals("received")) {
      received++;
    } else if (name.startsWith("list-")) {
      list = true;
    }
  }

  /** The field's text, or nothing. Of a field that should stand once the first counts; recipients are all counted. */
  String body(String name) {
    return bodies.getOrDefault(name, "");
  }

  boolean isRepeated() {
    return repeated;
  }

  boolean isOfList() {
    return list;
  }

  int received() {
    return received;
  }
}
