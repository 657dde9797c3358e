package dev.postroom.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * What a hostile or broken peer does to octets that were in order: a session, a message, a report. Damage of something valid comes
 * further into a reader than noise does.
 *
 * @param kind
 *          what is done
 * @param at
 *          where, in ten-thousandths of the octets or of the lines
 * @param length
 *          to how many octets, or how often
 * @param filler
 *          what is put in, one octet for each character
 */
public record Damage(Kind kind, int at, int length, String filler) {
  private static final int WHOLE = 10_000;
  private static final int MOST = 200;
  private static final int MOST_OCTETS = 200_000;

  /** What is done. */
  public enum Kind {
    /** The rest is missing. */
    CUT,
    /** Octets are missing. */
    LOSS,
    /** Octets come again and again. */
    REPETITION,
    /** Octets stand on the wrong side of others. */
    EXCHANGE,
    /** Octets have another value. */
    CHANGE,
    /** Foreign octets stand between. */
    INSERTION,
    /** A line is missing. */
    LINE_LOSS,
    /** A line comes again and again. */
    LINE_REPETITION,
    /** A line stands behind the next one. */
    LINE_EXCHANGE
  }

  /**
   * Damage of all kinds, none of it among them.
   *
   * @param fillers
   *          what means something to the reader, to be put in at wrong places
   * @return up to five damages of the same octets
   */
  public static Arbitrary<List<Damage>> damages(String... fillers) {
    Arbitrary<String> noise =
        Arbitraries.chars().range((char) 0, (char) 255).array(char[].class).ofMaxSize(8).map(String::new);
    Arbitrary<Integer> lengths = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.integers().between(1, 8)),
        Tuple.of(1, Arbitraries.integers().between(9, MOST)));
    return Combinators
        .combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, WHOLE - 1).withoutEdgeCases(), lengths,
            Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(fillers)), Tuple.of(1, noise)))
        .as(Damage::new)
        .list()
        .ofMaxSize(5);
  }

  /**
   * Does all of it, one after the other.
   *
   * @param octets
   *          what is damaged; left as it is
   * @param damages
   *          what is done
   * @return what came of it, at most 200,000 octets more than it was
   */
  public static byte[] of(byte[] octets, List<Damage> damages) {
    byte[] damaged = octets.clone();
    for (Damage damage : damages) {
      damaged = damage.of(damaged);
    }
    return damaged;
  }

  private byte[] of(byte[] octets) {
    int from = (int) ((long) at * octets.length / WHOLE);
    int to = Math.min(octets.length, from + length);
    int behind = Math.min(octets.length, to + length);
    byte[] before = Arrays.copyOf(octets, from);
    byte[] run = Arrays.copyOfRange(octets, from, to);
    byte[] next = Arrays.copyOfRange(octets, to, behind);
    byte[] after = Arrays.copyOfRange(octets, to, octets.length);
    return switch (kind) {
      case CUT -> before;
      case LOSS -> joined(List.of(before, after));
      case REPETITION -> joined(List.of(before, run, run, run, after));
      case EXCHANGE -> joined(List.of(before, next, run, Arrays.copyOfRange(octets, behind, octets.length)));
      case CHANGE -> joined(List.of(before, changed(run), after));
      case INSERTION -> joined(List.of(before, filler.getBytes(StandardCharsets.ISO_8859_1), run, after));
      case LINE_LOSS, LINE_REPETITION, LINE_EXCHANGE -> joined(relined(lines(octets)));
    };
  }

  private byte[] changed(byte[] run) {
    byte[] changed = run.clone();
    for (int i = 0; i < changed.length && !filler.isEmpty(); i++) {
      changed[i] ^= (byte) filler.charAt(i % filler.length());
    }
    return changed;
  }

  private List<byte[]> relined(List<byte[]> lines) {
    if (lines.isEmpty()) {
      return lines;
    }
    int line = at * lines.size() / WHOLE;
    switch (kind) {
      case LINE_LOSS -> lines.remove(line);
      case LINE_REPETITION -> lines.addAll(line, Collections.nCopies(times(lines.get(line)), lines.get(line)));
      default -> Collections.swap(lines, line, Math.min(line + 1, lines.size() - 1));
    }
    return lines;
  }

  /** Five times over, the longest line would otherwise fill the memory. */
  private int times(byte[] line) {
    return Math.min(length, MOST_OCTETS / 5 / line.length);
  }

  private static List<byte[]> lines(byte[] octets) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] == '\n' || i == octets.length - 1) {
        lines.add(Arrays.copyOfRange(octets, from, i + 1));
        from = i + 1;
      }
    }
    return lines;
  }

  private static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    pieces.forEach(octets::writeBytes);
    return octets.toByteArray();
  }
}
