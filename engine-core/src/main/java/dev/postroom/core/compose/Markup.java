package dev.postroom.core.compose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.TextNode;

/** An HTML text that something is put before. It is taken as its author wrote it, and not made harmless. */
final class Markup {
  private static final String OLD_CHARSETS = "meta[http-equiv=content-type], meta[charset]";
  /** Jsoup breaks lines at br by itself. */
  private static final String BREAKS = "p, div, tr, li, blockquote, pre, h1, h2, h3, h4, h5, h6";

  private final Document document;

  Markup(String html) {
    this.document = parsed(html);
  }

  void prepend(String html) {
    document.body().prepend(html);
  }

  /** Puts another text before it, the styles of its head too. */
  void prependDocument(String html) {
    Document before = parsed(html);
    document.head().append(before.head().select("style").outerHtml());
    document.body().prepend(before.body().html());
  }

  /** In UTF-8, as which it is sent: what it says of another charset is taken out. */
  private static Document parsed(String html) {
    Document document = Jsoup.parse(html);
    document.outputSettings().prettyPrint(false);
    document.select(OLD_CHARSETS).remove();
    document.charset(StandardCharsets.UTF_8);
    return document;
  }

  /** A plain text as HTML, with its lines. */
  static String ofText(String text) {
    return "<div style=\"white-space: pre-wrap\">" + escaped(text) + "</div>";
  }

  static String escaped(String text) {
    return Entities.escape(text);
  }

  /** The words of an HTML text, with its lines, at most one of them empty between two others. */
  static String words(String html) {
    Document document = Jsoup.parse(html);
    document.body().select(BREAKS).forEach(element -> element.before(new TextNode("\n")));
    List<String> lines = new ArrayList<>();
    for (String line : document.body().wholeText().lines().map(String::strip).toList()) {
      if (!line.isEmpty() || !lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }

  @Override
  public String toString() {
    return document.outerHtml();
  }
}
