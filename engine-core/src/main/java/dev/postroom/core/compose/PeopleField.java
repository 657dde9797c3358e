package dev.postroom.core.compose;

import dev.postroom.outbound.Addressee;
import java.util.List;
import java.util.regex.Pattern;

/** A field that names people (RFC 5322, section 3.4). A domain is written in A-labels, a local part as it is (RFC 6532). */
final class PeopleField {
  private static final int LONGEST_WORD = 60;
  private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+");

  private PeopleField() {}

  static String of(String name, List<Addressee> people) {
    FoldedField field = new FoldedField(name);
    int left = people.size();
    for (Addressee one : people) {
      append(field, one, --left == 0 ? "" : ",");
    }
    return field.toString();
  }

  private static void append(FoldedField field, Addressee one, String separator) {
    String name = one.name().orElse("").strip();
    if (name.isEmpty()) {
      field.word(one.address() + separator);
      return;
    }
    if (!OneLine.isPlain(name, LONGEST_WORD)) {
      EncodedText.append(field, name);
    } else if (ATOMS.matcher(name).matches()) {
      OneLine.words(name).forEach(field::word);
    } else {
      OneLine.words('"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"').forEach(field::word);
    }
    field.word("<" + one.address() + '>' + separator);
  }
}
