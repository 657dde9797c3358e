package dev.postroom.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a reader wants them: with three digits that count. */
final class Numbers {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Numbers() {}

  static String text(double number) {
    if (Math.abs(number) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    return rounded(number).toPlainString();
  }

  /** Without zeros at the end. */
  private static BigDecimal rounded(double number) {
    BigDecimal stripped = BigDecimal.valueOf(number).round(THREE_DIGITS).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
