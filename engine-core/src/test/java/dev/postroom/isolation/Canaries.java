package dev.postroom.isolation;

import dev.postroom.access.Scope;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two words for each workspace. One is in all of its names, addresses and mail, and in nothing of any other but of those whom it has
 * written to. The other is a secret: in what it says within itself and of others, in nothing of any other, in no failure, text form,
 * event or log.
 */
final class Canaries {
  private static final String START = "canary";
  private static final Pattern WORD = Pattern.compile(START + "[0-9a-z]{8}[xz]");
  private static final Pattern SECRET = Pattern.compile(START + "[0-9a-z]{8}z");
  private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
    @Override
    protected RecordComponent[] computeValue(Class<?> type) {
      RecordComponent[] components = type.getRecordComponents();
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
      }
      return components;
    }
  };

  private final Map<String, Set<Scope>> owners = new HashMap<>();

  String hatch(Random random) {
    String word = START + Long.toString(random.nextLong(36L * 36 * 36 * 36 * 36 * 36 * 36, 36L * 36 * 36 * 36 * 36 * 36
        * 36 * 36), 36) + 'x';
    return owners.containsKey(word) ? hatch(random) : word;
  }

  /** The secret that goes with a word. */
  static String secretOf(String word) {
    return word.substring(0, word.length() - 1) + 'z';
  }

  void belongsTo(String word, Scope owner) {
    tell(word, owner);
    tell(secretOf(word), owner);
  }

  /** Somebody else may know a word from now on: he was written to. */
  void tell(String word, Scope other) {
    owners.computeIfAbsent(word, fresh -> new HashSet<>()).add(other);
  }

  /** A secret in something that everybody might see. */
  static Optional<String> secretIn(String text) {
    Matcher found = SECRET.matcher(text);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  /** The first word in what was shown that is not of the scope to which it was shown. */
  Optional<String> strangerIn(Object shown, Scope scope) {
    Set<String> words = new LinkedHashSet<>();
    collect(shown, words);
    return words.stream().filter(word -> !isOf(word, scope)).findFirst();
  }

  private boolean isOf(String word, Scope scope) {
    return owners.getOrDefault(word, Set.of())
        .stream()
        .anyMatch(owner -> Node.isWithin(scope, owner) || Node.isWithin(owner, scope));
  }

  private static void collect(Object shown, Set<String> words) {
    switch (shown) {
      case String text -> search(text, words);
      case byte[] octets -> search(new String(octets, StandardCharsets.ISO_8859_1), words);
      case Optional<?> optional -> optional.ifPresent(value -> collect(value, words));
      case Record record -> collectFields(record, words);
      case Iterable<?> items -> items.forEach(item -> collect(item, words));
      default -> search(shown.toString(), words);
    }
  }

  private static void collectFields(Record record, Set<String> words) {
    search(record.toString(), words);
    try {
      for (RecordComponent component : COMPONENTS.get(record.getClass())) {
        collect(component.getAccessor().invoke(record), words);
      }
    } catch (ReflectiveOperationException cannotBeRead) {
      throw new LinkageError(record.getClass().getName(), cannotBeRead);
    }
  }

  private static void search(String text, Set<String> words) {
    if (text.contains(START)) {
      Matcher found = WORD.matcher(text);
      while (found.find()) {
        words.add(found.group());
      }
    }
  }
}
