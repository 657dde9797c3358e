package dev.postroom.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Looks for words in all files of a folder, in every form in which a mail engine might leave them lying about: as UTF-8, as
 * UTF-16 in both byte orders, as base64 (RFC 4648, at each of its three alignments) and as quoted-printable (RFC 2045). Choose
 * words of at least six characters, or chance will find some. Reads each file whole.
 */
public final class CanaryScan {

  /**
   * A place where a word lies in clear.
   *
   * @param file
   *          the file
   * @param word
   *          the word
   * @param form
   *          the form in which it lies there
   * @param offset
   *          where in the file
   */
  public record Finding(Path file, String word, String form, int offset) {}

  private CanaryScan() {}

  /**
   * Scans a folder.
   *
   * @param folder
   *          the folder, with all folders in it
   * @param words
   *          what must not be there
   * @return one finding for each word and form that is in a file
   */
  public static List<Finding> of(Path folder, List<String> words) {
    Map<String, Map<String, String>> forms = new LinkedHashMap<>();
    words.forEach(word -> forms.put(word, forms(word)));
    return in(folder, forms);
  }

  /**
   * Scans a folder for octets that are no words: as they are, as base64 at each of its alignments, and in hexadecimal digits.
   *
   * @param folder
   *          the folder, with all folders in it
   * @param secrets
   *          what must not be there, by the names under which it is reported; of at least eight octets
   * @return one finding for each secret and form that is in a file
   */
  public static List<Finding> ofOctets(Path folder, Map<String, byte[]> secrets) {
    Map<String, Map<String, String>> forms = new LinkedHashMap<>();
    secrets.forEach((name, octets) -> forms.put(name, forms(octets)));
    return in(folder, forms);
  }

  private static List<Finding> in(Path folder, Map<String, Map<String, String>> forms) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().flatMap(file -> inFile(file, forms).stream()).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Finding> inFile(Path file, Map<String, Map<String, String>> wanted) {
    String octets = latin(read(file));
    List<Finding> findings = new ArrayList<>();
    wanted.forEach((name, forms) -> forms.forEach((form, trace) -> {
      int offset = octets.indexOf(trace);
      if (offset >= 0) {
        findings.add(new Finding(file, name, form, offset));
      }
    }));
    return findings;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Map<String, String> forms(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("UTF-8", latin(utf8));
    forms.put("UTF-16BE", latin(word.getBytes(StandardCharsets.UTF_16BE)));
    forms.put("UTF-16LE", latin(word.getBytes(StandardCharsets.UTF_16LE)));
    putBase64(forms, utf8);
    forms.put("quoted-printable", quotedPrintable(utf8));
    return forms;
  }

  private static Map<String, String> forms(byte[] octets) {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("octets", latin(octets));
    putBase64(forms, octets);
    forms.put("hexadecimal", HexFormat.of().formatHex(octets));
    forms.put("HEXADECIMAL", HexFormat.of().withUpperCase().formatHex(octets));
    return forms;
  }

  private static void putBase64(Map<String, String> forms, byte[] octets) {
    for (int alignment = 0; alignment < 3; alignment++) {
      forms.put("base64 at " + alignment, base64(octets, alignment));
    }
  }

  /** The digits of base64 that the word decides alone, when so many octets come before it. */
  private static String base64(byte[] word, int before) {
    byte[] shifted = new byte[before + word.length];
    System.arraycopy(word, 0, shifted, before, word.length);
    String digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int first = (before * 8 + 5) / 6;
    int end = shifted.length * 8 / 6;
    return digits.substring(first, end);
  }

  private static String quotedPrintable(byte[] word) {
    StringBuilder text = new StringBuilder();
    for (byte octet : word) {
      if (octet > ' ' && octet <= '~' && octet != '=') {
        text.append((char) octet);
      } else {
        text.append(String.format("=%02X", octet));
      }
    }
    return text.toString();
  }

  private static String latin(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }
}
