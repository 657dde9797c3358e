package dev.postroom.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Where the figures are from.
 *
 * @param facts
 *          one in each line
 */
record Machine(List<String> facts) {
  private static final long GIBIBYTE = 1L << 30;

  static Machine here() {
    Runtime.Version java = Runtime.version();
    return new Machine(List.of(
        "date: " + LocalDate.now(ZoneOffset.UTC),
        "processor: " + processor() + " x " + Runtime.getRuntime().availableProcessors(),
        "memory: " + memory() / GIBIBYTE + " GiB",
        "system: " + property("os.name") + ' ' + property("os.version") + ' ' + property("os.arch"),
        "java: " + property("java.vm.name") + ' ' + java));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"))
          .stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("unknown");
    } catch (IOException notLinux) {
      return "unknown";
    }
  }
}
