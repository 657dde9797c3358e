package dev.postroom.isolation;

import dev.postroom.access.Scope;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Two words for each workspace. One is in all of its names, addresses and mail, and in nothing of any other but of those whom it has
 * written to. The other is a secret: in what it says within itself and of others, in nothing of any other, in no failure, text form,
 * event or log.
 */
final class Canaries {
  private static final String START = "canary";
  private static final int LENGTH = START.length() + 9;
  private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
    @Override
    protected List<Method> computeValue(Class<?> type) {
      List<Method> accessors = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        if (canHoldWords(component.getType())) {
          component.getAccessor().setAccessible(true);
          accessors.add(component.getAccessor());
        }
      }
      return accessors;
    }
  };

  private final Map<String, Set<Scope>> owners = new HashMap<>();

  /** Not what is a number, a time or a constant, nor an id, which is made of nothing else. */
  private static boolean canHoldWords(Class<?> type) {
    boolean isWordless =
        type.isPrimitive() || type.isEnum() || type == Instant.class || type == UUID.class || type == Duration.class;
    boolean isMadeOfWordless = type.isRecord() && ACCESSORS.get(type).isEmpty();
    return !isWordless && !isMadeOfWordless;
  }

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
    Set<String> words = new LinkedHashSet<>();
    addWords(text, words);
    return words.stream().filter(Canaries::isSecret).findFirst();
  }

  /** The first word in what was shown, or in its text form, that is not of the scope to which it was shown. */
  Optional<String> strangerIn(Object shown, String text, Scope scope) {
    Set<String> words = new LinkedHashSet<>();
    addWords(text, words);
    collect(shown, words);
    for (String word : words) {
      if (!isOf(word, scope)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private boolean isOf(String word, Scope scope) {
    for (Scope owner : owners.getOrDefault(word, Set.of())) {
      if (Node.isWithin(scope, owner) || Node.isWithin(owner, scope)) {
        return true;
      }
    }
    return false;
  }

  /** The text form of what was shown holds that of all that is in it, so only its parts are gone through, each for itself. */
  private static void collect(Object shown, Set<String> words) {
    switch (shown) {
      case String text -> addWords(text, words);
      case byte[] octets -> addWords(new String(octets, StandardCharsets.ISO_8859_1), words);
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
      default -> addWords(shown.toString(), words);
    }
  }

  private static void collectFields(Record record, Set<String> words) {
    try {
      for (Method accessor : ACCESSORS.get(record.getClass())) {
        collect(accessor.invoke(record), words);
      }
    } catch (ReflectiveOperationException cannotBeRead) {
      throw new LinkageError(record.getClass().getName(), cannotBeRead);
    }
  }

  private static void addWords(String text, Set<String> words) {
    for (int at = text.indexOf(START); at >= 0 && at + LENGTH <= text.length(); at = text.indexOf(START, at + 1)) {
      String found = text.substring(at, at + LENGTH);
      if (isWord(found)) {
        words.add(found);
      }
    }
  }

  private static boolean isWord(String found) {
    for (int at = START.length(); at < LENGTH - 1; at++) {
      char letter = found.charAt(at);
      if (!(letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'z')) {
        return false;
      }
    }
    return found.endsWith("x") || isSecret(found);
  }

  private static boolean isSecret(String word) {
    return word.endsWith("z");
  }
}
