package dev.postroom.core.compose;

import java.util.List;

/** A text as an entity. */
final class TextEntity {
  private TextEntity() {}

  static Entity of(String subtype, String text) {
    WireText wire = WireText.of(text);
    String charset = wire.isAscii() ? "us-ascii" : "utf-8";
    return new Entity(
        List.of("Content-Type: text/" + subtype + "; charset=" + charset, wire.transferEncoding().field()),
        wire.transferEncoding().of(out -> out.write(wire.octets())));
  }
}
