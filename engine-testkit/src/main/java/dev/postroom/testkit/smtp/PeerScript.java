package dev.postroom.testkit.smtp;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** What is to happen at which step: once, or from now on. Nothing is written for what a peer does by itself. */
final class PeerScript {
  private static final List<String> USUAL_KEYWORDS =
      List.of("PIPELINING", "SIZE 52428800", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES");

  private final Map<SmtpStep, Queue<Reaction>> once = new EnumMap<>(SmtpStep.class);
  private final Map<SmtpStep, Reaction> always = new EnumMap<>(SmtpStep.class);
  private final Map<String, Reaction> recipients = new HashMap<>();
  private List<String> keywords = USUAL_KEYWORDS;

  synchronized void always(SmtpStep step, Reaction reaction) {
    always.put(step, reaction);
  }

  synchronized void once(SmtpStep step, Reaction reaction) {
    once.computeIfAbsent(step, first -> new ArrayDeque<>()).add(reaction);
  }

  synchronized void recipient(String address, Reaction reaction) {
    recipients.put(address, reaction);
  }

  synchronized void keywords(List<String> offered) {
    keywords = List.copyOf(offered);
  }

  synchronized void forget() {
    once.clear();
    always.clear();
    recipients.clear();
  }

  synchronized List<String> keywords() {
    return keywords;
  }

  synchronized Optional<Reaction> at(SmtpStep step) {
    Queue<Reaction> next = once.get(step);
    Reaction reaction = next == null ? null : next.poll();
    return Optional.ofNullable(reaction).or(() -> Optional.ofNullable(always.get(step)));
  }

  synchronized Optional<Reaction> atRecipient(String address) {
    return Optional.ofNullable(recipients.get(address)).or(() -> at(SmtpStep.RCPT));
  }
}
