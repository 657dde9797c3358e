package dev.postroom.smtp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One ESMTP parameter (RFC 5321, section 4.1.2), its keyword in upper case. */
record Parameter(String keyword, Optional<String> value) {
  private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]*");
  private static final Pattern VALUE = Pattern.compile("[\\x21-\\x3C\\x3E-\\x7E]+");

  /** Reads what follows a path. No keyword may stand twice. */
  static List<Parameter> parse(String text) throws Refusal {
    if (text.isBlank()) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>();
    Set<String> keywords = new HashSet<>();
    for (String word : text.strip().split(" +", 0)) {
      if (!word.isEmpty()) {
        Parameter parameter = one(word);
        if (!keywords.add(parameter.keyword())) {
          throw new Refusal(Replies.BAD_PARAMETER);
        }
        parameters.add(parameter);
      }
    }
    return parameters;
  }

  private static Parameter one(String word) throws Refusal {
    int equals = word.indexOf('=');
    String keyword = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
    Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
    if (!KEYWORD.matcher(keyword).matches() || value.isPresent() && !VALUE.matcher(value.get()).matches()) {
      throw new Refusal(Replies.BAD_PARAMETER);
    }
    return new Parameter(keyword, value);
  }
}
