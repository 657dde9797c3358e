package dev.postroom.benchmarks.report;

/**
 * What was measured.
 *
 * @param value
 *          the number
 * @param unit
 *          of what: {@code ns}, {@code us}, {@code ms} and {@code s} are times, and shown in that one of them that suits
 */
public record Figure(double value, String unit) {

  /** How many of the other one it is, where both are of one unit. */
  double over(Figure other) {
    return value / other.value;
  }

  @Override
  public String toString() {
    double nanoseconds = value * switch (unit) {
      case "ns" -> 1;
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      default -> Double.NaN;
    };
    if (Double.isNaN(nanoseconds)) {
      return Numbers.text(value) + ' ' + unit;
    }
    if (nanoseconds < 1e3) {
      return Numbers.text(nanoseconds) + " ns";
    }
    if (nanoseconds < 1e6) {
      return Numbers.text(nanoseconds / 1e3) + " µs";
    }
    return nanoseconds < 1e9 ? Numbers.text(nanoseconds / 1e6) + " ms" : Numbers.text(nanoseconds / 1e9) + " s";
  }
}
