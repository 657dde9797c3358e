package dev.postroom.benchmarks.report;

import java.util.List;

/** Something that is measured in another way than by JMH, and belongs into the same table. */
public interface Harness {

  /** How long it takes. */
  enum Length {
    /** As long as the figures need. */
    MEASURED,
    /** Next to no time: to see that it runs; what it says means nothing. */
    SMOKE
  }

  /**
   * What it is about.
   *
   * @return the group of its rows
   */
  String group();

  /**
   * Measures.
   *
   * @param length
   *          how long
   * @return the rows
   */
  List<Row> run(Length length);
}
