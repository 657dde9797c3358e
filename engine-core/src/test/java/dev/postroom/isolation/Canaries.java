package dev.postroom.isolation;

import dev.postroom.access.Scope;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word for each workspace, that is in all of its names, addresses and mail, and in nothing of any other. */
final class Canaries {
  private static final String START = "canary";
  private static final Pattern WORD = Pattern.compile(START + "[0-9a-z]{8}x");
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

  private final Map<String, Scope> owners = new HashMap<>();

  String hatch(Random random) {
    String word = START + Long.toString(random.nextLong(36L * 36 * 36 * 36 * 36 * 36 * 36, 36L * 36 * 36 * 36 * 36 * 36
        * 36 * 36), 36) + 'x';
    return owners.containsKey(word) ? hatch(random) : word;
  }

  void belongsTo(String word, Scope owner) {
    owners.put(word, owner);
  }

  /** The first word in what was shown that is not of the scope to which it was shown. */
  Optional<String> strangerIn(Object shown, Scope scope) {
    Set<String> words = new LinkedHashSet<>();
    collect(shown, words);
    return words.stream().filter(word -> !isOf(word, scope)).findFirst();
  }

  private boolean isOf(String word, Scope scope) {
    Scope owner = owners.get(word);
    return owner != null && (Node.isWithin(scope, owner) || Node.isWithin(owner, scope));
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
