package dev.postroom.core.policy.limit;

import java.util.ArrayList;
import java.util.List;

/** All limits that a message has to pass, at each of its levels, as they stood when it was asked for them. */
public final class LimitsInForce {
  private final List<LevelLimits> levels;
  private final List<Rate> rates;

  LimitsInForce(List<LevelLimits> levels) {
    this.levels = levels;
    this.rates = rates(levels);
  }

  private static List<Rate> rates(List<LevelLimits> levels) {
    int count = 0;
    for (LevelLimits level : levels) {
      count += level.rates().size();
    }
    List<Rate> rates = new ArrayList<>(count);
    levels.forEach(level -> rates.addAll(level.rates()));
    return rates;
  }

  /** Narrowest first. */
  List<LevelLimits> levels() {
    return levels;
  }

  /** The rates of all levels. */
  List<Rate> rates() {
    return rates;
  }
}
