package dev.postroom.core.mime;

import dev.postroom.message.BodyText;
import java.io.IOException;
import org.jsoup.Jsoup;

/** The beginning of a message's text for a list: of its plain text, or of its HTML where there is no other. */
final class Snippet {
  private static final int TEXT_LOOKED_AT = 2_000;
  private static final int HTML_LOOKED_AT = 32_000;

  private final TextCollector text = new TextCollector(TEXT_LOOKED_AT);
  private final TextCollector html = new TextCollector(HTML_LOOKED_AT);

  void add(Part part) throws IOException {
    TextCollector collector = part.header().isHtml() ? html : text;
    if (!collector.isFull()) {
      collector.add(part);
    }
  }

  String result() {
    String shown = text.result().map(BodyText::content).map(Snippet::shown).orElse("");
    if (shown.isEmpty()) {
      shown = html.result().map(BodyText::content).map(Snippet::withoutMarkup).orElse("");
    }
    return shown;
  }

  private static String shown(String content) {
    return FieldText.shown(content, ParseLimits.SNIPPET_LENGTH);
  }

  private static String withoutMarkup(String markup) {
    try {
      return shown(Jsoup.parse(markup).body().text());
    } catch (RuntimeException notUnderstood) {
      return "";
    }
  }
}
