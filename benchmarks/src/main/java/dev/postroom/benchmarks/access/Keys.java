package dev.postroom.benchmarks.access;

import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whose turn it is: of so many keys, tokens or accounts each is as likely as the others. */
@State(Scope.Benchmark)
public class Keys {
  /** How many are used: few are hot, many are not. */
  @Param({"1000", "100000"})
  int keys;

  int any() {
    return ThreadLocalRandom.current().nextInt(keys);
  }
}
