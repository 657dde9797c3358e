package dev.postroom.core.mime;

import dev.postroom.message.ParseProblem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Writes the sections of an outline into as many octets as there may be. */
final class OutlineWriter {
  private static final int SECTION_HEAD = 3;
  private static final int ROOM_FOR_PROBLEMS = 1_024;

  private final Octets octets = new Octets();
  private final Set<ParseProblem> problems = EnumSet.noneOf(ParseProblem.class);
  private final int most;

  OutlineWriter(Set<ParseProblem> problems, int most) {
    this.problems.addAll(problems);
    this.most = most - ROOM_FOR_PROBLEMS;
    octets.octet(OutlineCodec.VERSION);
  }

  void text(OutlineTag tag, String text) {
    if (!text.isEmpty()) {
      Octets content = new Octets();
      content.text(text);
      section(tag, content);
    }
  }

  void date(Instant date) {
    Octets content = new Octets();
    content.number(date.getEpochSecond());
    section(OutlineTag.DATE, content);
  }

  void automation(Automation automation) {
    Octets content = new Octets();
    content.number(automation.received());
    automation.signs().forEach(sign -> content.text(sign.name()));
    section(OutlineTag.AUTOMATION, content);
  }

  /** Writes as much of the list as half of the room that is left holds, and notes it when that is not all. */
  <T> void list(OutlineTag tag, List<T> list, BiConsumer<Octets, T> form, ParseProblem whenCut) {
    if (list.isEmpty()) {
      return;
    }
    int room = (most - octets.size()) / 2 - SECTION_HEAD;
    Octets content = new Octets();
    for (T element : list) {
      Octets one = new Octets();
      form.accept(one, element);
      if (content.size() + one.size() > room) {
        problems.add(whenCut);
        break;
      }
      content.append(one);
    }
    if (content.size() > 0) {
      section(tag, content);
    }
  }

  byte[] finish() {
    Octets content = new Octets();
    problems.forEach(problem -> content.text(problem.name()));
    section(OutlineTag.PROBLEMS, content);
    return octets.toByteArray();
  }

  private void section(OutlineTag tag, Octets content) {
    octets.octet(tag.number());
    octets.length(content.size());
    octets.append(content);
  }
}
