package dev.postroom.isolation;

import dev.postroom.access.Scope;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two words for each workspace. One is in all of its names, addresses and mail, and in nothing of any other but of those whom it has
 * written to. The other is a secret: in what it says within itself and of others, in nothing of any other, in no failure, text form,
 * event or log.
 */
final class Canaries {
  private static final String START = "canary";
  private static final int LENGTH = START.length() + 9;
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
    return words(text).filter(Canaries::isSecret).findFirst();
  }

  /** The first word in what was shown that is not of the scope to which it was shown. */
  Optional<String> strangerIn(Object shown, Scope scope) {
    Set<String> words = words(shown.toString()).collect(Collectors.toCollection(LinkedHashSet::new));
    collect(shown, words);
    return words.stream().filter(word -> !isOf(word, scope)).findFirst();
  }

  private boolean isOf(String word, Scope scope) {
    return owners.getOrDefault(word, Set.of())
        .stream()
        .anyMatch(owner -> Node.isWithin(scope, owner) || Node.isWithin(owner, scope));
  }

  /** The text form of what was shown holds that of all that is in it, so only its parts are gone through, each for itself. */
  private static void collect(Object shown, Set<String> words) {
    switch (shown) {
      case String text -> words(text).forEach(words::add);
      case byte[] octets -> words(new String(octets, StandardCharsets.ISO_8859_1)).forEach(words::add);
      case Optional<?> optional -> optional.ifPresent(value -> collect(value, words));
      case Number number -> {
        // Numbers hold no words, and neither do what follows.
      }
      case Enum<?> constant -> {
      }
      case Instant time -> {
      }
      case UUID id -> {
      }
      case Record record -> collectFields(record, words);
      case Iterable<?> items -> items.forEach(item -> collect(item, words));
      default -> words(shown.toString()).forEach(words::add);
    }
  }

  private static void collectFields(Record record, Set<String> words) {
    try {
      for (RecordComponent component : COMPONENTS.get(record.getClass())) {
        collect(component.getAccessor().invoke(record), words);
      }
    } catch (ReflectiveOperationException cannotBeRead) {
      throw new LinkageError(record.getClass().getName(), cannotBeRead);
    }
  }

  private static Stream<String> words(String text) {
    int first = text.indexOf(START);
    if (first < 0) {
      return Stream.empty();
    }
    Set<String> found = new LinkedHashSet<>();
    for (int at = first; at >= 0 && at + LENGTH <= text.length(); at = text.indexOf(START, at + 1)) {
      found.add(text.substring(at, at + LENGTH));
    }
    return found.stream().filter(Canaries::isWord);
  }

  private static boolean isWord(String found) {
    boolean isOfDigits = found.chars()
        .skip(START.length())
        .limit(LENGTH - START.length() - 1L)
        .allMatch(letter -> letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'z');
    return isOfDigits && (found.endsWith("x") || isSecret(found));
  }

  private static boolean isSecret(String word) {
    return word.endsWith("z");
  }
}
