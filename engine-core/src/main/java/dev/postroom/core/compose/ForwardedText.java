package dev.postroom.core.compose;

import dev.postroom.core.mime.MessageBody;
import dev.postroom.core.mime.Outline;
import dev.postroom.message.BodyText;
import dev.postroom.message.Correspondent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The texts of a message that passes another one on: what is said about it, what its header said, and its own texts. */
final class ForwardedText {
  private static final int MOST_NAMED = 100;

  private final Outline outline;
  private final Optional<String> text;
  private final Optional<String> html;

  ForwardedText(Outline outline, MessageBody body) {
    this.outline = outline;
    this.text = body.text().map(BodyText::content);
    this.html = body.html().map(BodyText::content);
  }

  /** The plain text. Where somebody said it in HTML alone, its words are taken from there. */
  String plain(Content said) {
    String before = said.text().or(() -> said.html().map(Markup::words)).orElse("").stripTrailing();
    String forwarded = text.or(() -> html.map(Markup::words)).orElse("");
    List<String> lines = new ArrayList<>(before.isEmpty() ? List.of() : List.of(before, ""));
    lines.add("---------- Forwarded message ----------");
    lines.addAll(header());
    lines.add("");
    lines.add(forwarded);
    return String.join("\n", lines);
  }

  /** The HTML text, where what is said or what is passed on has one. */
  Optional<String> html(Content said) {
    if (said.html().isEmpty() && html.isEmpty()) {
      return Optional.empty();
    }
    Markup markup = new Markup(html.orElseGet(() -> Markup.ofText(text.orElse(""))));
    markup.prepend("<p>---------- Forwarded message ----------<br>"
        + header().stream().map(Markup::escaped).collect(Collectors.joining("<br>")) + "</p>");
    said.html()
        .ifPresentOrElse(markup::prependDocument,
            () -> said.text().filter(words -> !words.isBlank()).map(Markup::ofText).ifPresent(markup::prepend));
    return Optional.of(markup.toString());
  }

  private List<String> header() {
    List<String> lines = new ArrayList<>();
    named("From", outline.people().from(), lines);
    outline.date().map(Stamp::written).ifPresent(date -> lines.add("Date: " + date));
    lines.add(("Subject: " + outline.subject()).strip());
    named("To", outline.people().to(), lines);
    named("Cc", outline.people().cc(), lines);
    return lines;
  }

  private static void named(String field, List<Correspondent> people, List<String> lines) {
    if (!people.isEmpty()) {
      String names =
          people.stream().limit(MOST_NAMED).map(ForwardedText::written).collect(Collectors.joining(", "));
      lines.add(field + ": " + names + (people.size() > MOST_NAMED ? ", \u2026" : ""));
    }
  }

  private static String written(Correspondent one) {
    return one.name().map(name -> name + " <" + one.written() + '>').orElse(one.written());
  }
}
