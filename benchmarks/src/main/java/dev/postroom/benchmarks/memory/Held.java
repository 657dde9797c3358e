package dev.postroom.benchmarks.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds at one moment, everything that is not used any more aside.
 *
 * @param heap
 *          octets of heap after a full collection
 * @param threads
 *          threads of the operating system that the Java runtime started
 * @param files
 *          open files and sockets; 0 where the system does not tell
 */
record Held(long heap, int threads, long files) {
  private static final Path FILES = Path.of("/proc/self/fd");
  private static final int COLLECTIONS = 4;

  static Held now() throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Held(heap, ManagementFactory.getThreadMXBean().getThreadCount(), openFiles());
  }

  private static long openFiles() throws IOException {
    if (!Files.isDirectory(FILES)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(FILES)) {
      return open.count();
    }
  }

  /** Reads what {@link #line} wrote. */
  static Held of(String line) {
    String[] numbers = line.split(" ", -1);
    return new Held(Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]), Long.parseLong(numbers[2]));
  }

  String line() {
    return heap + " " + threads + ' ' + files;
  }

  Held since(Held before) {
    return new Held(heap - before.heap, threads - before.threads, files - before.files);
  }
}
