package dev.postroom.address;

import dev.postroom.error.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The lexical rules of RFC 5321, section 4.1.2: dot-strings, quoted strings and address literals. */
final class AddressText {
  private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

  private static final String V6_TAG = "ipv6:";
  private static final Pattern V6_DIGITS = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  private static final boolean[] ATOM = new boolean[128];

  static {
    for (char c = '!'; c <= '~'; c++) {
      ATOM[c] = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || ATOM_SPECIALS.indexOf(c) >= 0;
    }
  }

  private AddressText() {}

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }

  /**
   * The index of the at sign that ends a local part of ASCII atoms with dots between, which says what it means as it stands; -1 when the
   * local part is another.
   */
  static int endOfPlainLocalPart(String text) {
    boolean afterAtom = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128 && ATOM[c]) {
        afterAtom = true;
      } else if (!afterAtom || c != '.') {
        return afterAtom && c == '@' ? i : -1;
      } else {
        afterAtom = false;
      }
    }
    return -1;
  }

  /** The index of the at sign that ends the local part. */
  static int endOfLocalPart(String text) {
    int at = text.startsWith("\"") ? closingQuote(text) + 1 : text.indexOf('@');
    if (at < 1 || at >= text.length() - 1 || text.charAt(at) != '@') {
      throw malformed();
    }
    return at;
  }

  private static int closingQuote(String text) {
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    throw malformed();
  }

  /** The local part's meaning, quotes and backslashes taken away. */
  static String unquoted(String local) {
    if (!local.startsWith("\"")) {
      if (!isDotString(local)) {
        throw malformed();
      }
      return local;
    }
    StringBuilder meaning = new StringBuilder(local.length());
    for (int i = 1; i < local.length() - 1; i++) {
      char c = local.charAt(i) == '\\' ? local.charAt(++i) : local.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c) && !pairedAt(local, i)) {
        throw malformed();
      }
      meaning.append(c);
    }
    if (meaning.isEmpty()) {
      throw malformed();
    }
    return meaning.toString();
  }

  /** The local part as it is written on the wire. */
  static String quoted(String local) {
    if (isDotString(local)) {
      return local;
    }
    return '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isDotString(String local) {
    if (local.isEmpty() || local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
      return false;
    }
    for (int i = 0; i < local.length(); i++) {
      if (!isAtomCharacter(local, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAtomCharacter(String local, int index) {
    char c = local.charAt(index);
    if (c < 128) {
      return c == '.' || ATOM[c];
    }
    return !Character.isISOControl(c) && (!Character.isSurrogate(c) || pairedAt(local, index));
  }

  private static boolean pairedAt(String text, int index) {
    char c = text.charAt(index);
    return Character.isHighSurrogate(c)
        ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }

  /** An address literal, checked: an IPv4 address, or an IPv6 address with its tag. Nothing is looked up. */
  static String literal(String text) {
    if (!text.endsWith("]") || text.length() < 4) {
      throw malformed();
    }
    String inside = text.substring(1, text.length() - 1).toLowerCase(Locale.ROOT);
    boolean known = inside.startsWith(V6_TAG) ? isV6(inside.substring(V6_TAG.length())) : V4.matcher(inside).matches();
    if (!known) {
      throw malformed();
    }
    return '[' + inside + ']';
  }

  /** Between brackets nothing but the numbers of an IPv6 address is taken, so the name service is never asked. */
  private static boolean isV6(String numbers) {
    if (!V6_DIGITS.matcher(numbers).matches()) {
      return false;
    }
    try {
      InetAddress.getByName('[' + numbers + ']');
      return true;
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  static InvalidInputException malformed() {
    return new InvalidInputException("address: malformed (expected: local-part@domain of at most 254 octets)");
  }
}
