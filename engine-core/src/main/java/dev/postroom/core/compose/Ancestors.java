package dev.postroom.core.compose;

import dev.postroom.core.mime.Threading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By which a message finds its conversation (RFC 5322, section 3.6.4): identifiers without angle brackets. Those that could not be
 * written as they are, or are over 400 characters long, are left out. Its text form shows none of them.
 *
 * @param inReplyTo
 *          what it answers
 * @param references
 *          the conversation before it, at most 50: the first, and the last ones
 */
public record Ancestors(Optional<String> inReplyTo, List<String> references) {
  private static final int MOST = 50;
  private static final Pattern WRITABLE = Pattern.compile("[!-;=?-~]{1,400}");
  private static final Ancestors NONE = new Ancestors(Optional.empty(), List.of());

  /** Leaves out what cannot be written, and what is in between. */
  public Ancestors {
    inReplyTo = inReplyTo.filter(Ancestors::isWritable);
    references = bounded(references.stream().filter(Ancestors::isWritable).distinct().toList());
  }

  /** Those of a message that begins a conversation. */
  public static Ancestors none() {
    return NONE;
  }

  /** Those of an answer. */
  public static Ancestors ofAnswer(Threading original) {
    return new Ancestors(original.messageId(), conversation(original));
  }

  /** Those of a message that passes another one on: it belongs to the conversation, and answers nothing. */
  public static Ancestors ofForward(Threading original) {
    return new Ancestors(Optional.empty(), conversation(original));
  }

  /** An original without references counts with the one message that it answers, if it says just one. */
  private static List<String> conversation(Threading original) {
    List<String> ids = new ArrayList<>(original.references());
    if (ids.isEmpty() && original.inReplyTo().size() == 1) {
      ids.addAll(original.inReplyTo());
    }
    original.messageId().ifPresent(id -> {
      ids.remove(id);
      ids.add(id);
    });
    return ids;
  }

  private static List<String> bounded(List<String> ids) {
    if (ids.size() <= MOST) {
      return List.copyOf(ids);
    }
    List<String> kept = new ArrayList<>(ids.subList(ids.size() - MOST + 1, ids.size()));
    kept.add(0, ids.get(0));
    return List.copyOf(kept);
  }

  private static boolean isWritable(String id) {
    return WRITABLE.matcher(id).matches();
  }

  @Override
  public String toString() {
    return "Ancestors[references=" + references.size() + ']';
  }
}
