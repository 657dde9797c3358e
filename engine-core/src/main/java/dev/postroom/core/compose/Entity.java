package dev.postroom.core.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An entity of MIME (RFC 2045, section 2.4): the fields that describe a content, and the content, which is written when it is asked for.
 *
 * @param fields
 *          whole fields, folded
 * @param content
 *          writes it, encoded for transfer as the fields say
 */
record Entity(List<String> fields, Writing content) {

  /** Writes a content; may be asked as often as is needed. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Parts with a boundary between them (RFC 2046, section 5.1.1). */
  static Entity multipart(String subtype, String parameters, String boundary, List<Entity> parts) {
    String type = "multipart/" + subtype + ';' + parameters + "\r\n boundary=\"" + boundary + '"';
    return new Entity(List.of("Content-Type: " + type), out -> {
      for (Entity part : parts) {
        line("--" + boundary, out);
        part.writeTo(List.of(), out);
        line("", out);
      }
      line("--" + boundary + "--", out);
    });
  }

  /** Writes it, with other fields before its own. */
  void writeTo(List<String> fieldsBefore, OutputStream out) throws IOException {
    for (String field : fieldsBefore) {
      line(field, out);
    }
    for (String field : fields) {
      line(field, out);
    }
    line("", out);
    content.to(out);
  }

  private static void line(String line, OutputStream out) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\r');
    out.write('\n');
  }
}
