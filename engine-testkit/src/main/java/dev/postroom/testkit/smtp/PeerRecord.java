package dev.postroom.testkit.smtp;

import java.util.ArrayList;
import java.util.List;

/** What a peer has seen: what was said on each connection, and every message. */
final class PeerRecord {
  private final List<List<String>> conversations = new ArrayList<>();
  private final List<ReceivedMail> seen = new ArrayList<>();
  private final List<ReceivedMail> taken = new ArrayList<>();

  /** A new connection; its number. */
  synchronized int begin() {
    conversations.add(new ArrayList<>());
    return conversations.size() - 1;
  }

  synchronized void line(int connection, String line) {
    conversations.get(connection).add(line);
  }

  synchronized void seen(ReceivedMail mail) {
    seen.add(mail);
  }

  synchronized void taken(ReceivedMail mail) {
    taken.add(mail);
  }

  synchronized List<List<String>> conversations() {
    return conversations.stream().map(List::copyOf).toList();
  }

  synchronized List<ReceivedMail> seen() {
    return List.copyOf(seen);
  }

  synchronized List<ReceivedMail> taken() {
    return List.copyOf(taken);
  }
}
