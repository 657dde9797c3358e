package dev.postroom.address;

import dev.postroom.error.InvalidInputException;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A domain name in the form that is compared: lower case, internationalised labels as A-labels (RFC 5890), no trailing dot.
 *
 * @param value
 *          the normalised name, at most 253 characters
 */
public record DomainName(String value) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;
  /**
   * What IDNA2003, which converts here, makes into other letters or drops, and IDNA2008 keeps (RFC 5894, section 7.2): the converted name
   * would be that of another domain. Such a name has to come as A-labels.
   */
  private static final Pattern DEVIATIONS = Pattern.compile("[\\u00DF\\u1E9E\\u03C2\\u200C\\u200D]");
  /** What RFC 3490, section 3.1, takes for a dot besides the dot. */
  private static final Pattern OTHER_DOTS = Pattern.compile("[\\u3002\\uFF0E\\uFF61]");

  /** Letters, digits and the hyphen. */
  private static final boolean[] LDH = new boolean[128];

  static {
    for (char c = '-'; c <= 'z'; c++) {
      LDH[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }
  }

  /**
   * Normalises and checks the name.
   *
   * @throws InvalidInputException
   *           when the name is not a host name by RFC 1123, section 2.1, after conversion to A-labels
   */
  public DomainName {
    value = normalise(value);
  }

  /**
   * Reads a name as a person writes it.
   *
   * @param text
   *          the name, in any case, with U-labels or A-labels, with or without the trailing dot; a label with a letter that means
   *          different domains to different versions of IDNA, such as {@code ß}, only as an A-label
   * @return the normalised name
   * @throws InvalidInputException
   *           when it is not a domain name
   */
  public static DomainName of(String text) {
    return new DomainName(text);
  }

  private static String normalise(String text) {
    return isPlain(text, 0) ? text.toLowerCase(Locale.ROOT) : converted(text);
  }

  /** Whether the name that begins here is a host name in ASCII as it stands, so that there is nothing to convert (RFC 1123, 2.1). */
  static boolean isPlain(String text, int from) {
    int start = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (!endsLabel(text, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (c >= LDH.length || !LDH[c]) {
        return false;
      }
    }
    return endsLabel(text, start, text.length()) && text.length() - from <= MAX_LENGTH;
  }

  private static boolean endsLabel(String text, int start, int end) {
    return end > start && end - start <= MAX_LABEL && text.charAt(start) != '-' && text.charAt(end - 1) != '-';
  }

  private static String converted(String text) {
    String dotted = OTHER_DOTS.matcher(text).replaceAll(".");
    String bare = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    if (bare.isEmpty() || bare.length() > MAX_LENGTH) {
      throw malformed();
    }
    if (DEVIATIONS.matcher(bare).find()) {
      throw new InvalidInputException(
          "domain: malformed, a letter that versions of IDNA convert differently (expected: A-labels)");
    }
    String ascii;
    try {
      ascii = IDN.toASCII(bare, IDN.USE_STD3_ASCII_RULES | IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException notADomain) {
      throw malformed();
    }
    if (ascii.isEmpty() || ascii.length() > MAX_LENGTH || hasEmptyLabel(ascii)) {
      throw malformed();
    }
    return ascii;
  }

  private static boolean hasEmptyLabel(String name) {
    return name.startsWith(".") || name.endsWith(".") || name.contains("..");
  }

  private static InvalidInputException malformed() {
    return new InvalidInputException("domain: malformed (expected: a host name of at most 253 characters)");
  }

  @Override
  public String toString() {
    return value;
  }
}
