package dev.postroom.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The processor time that a process, what it has started and what of that has ended took so far, as Linux counts it: in hundredths of
 * a second.
 */
final class ProcessCpu {
  private static final double TICKS_PER_SECOND = 100;
  /** Of what stands behind the name: own time in and out of the kernel, and that of those that ended. */
  private static final int FIRST = 11;
  private static final int LAST = 14;

  private ProcessCpu() {}

  /** In seconds; not a number where it is not told. */
  static double of(long process) {
    return ProcessHandle.of(process)
        .map(handle -> Stream.concat(Stream.of(handle), handle.descendants())
            .mapToDouble(each -> ticks(each.pid()) / TICKS_PER_SECOND)
            .sum())
        .orElse(Double.NaN);
  }

  private static double ticks(long process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", LAST + 2);
      double ticks = 0;
      for (int field = FIRST; field <= LAST; field++) {
        ticks += Long.parseLong(fields[field]);
      }
      return ticks;
    } catch (IOException endedOrUntold) {
      return ProcessHandle.current().pid() == process || !Files.isDirectory(Path.of("/proc")) ? Double.NaN : 0;
    }
  }
}
