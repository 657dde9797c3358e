package dev.postroom.store.h2;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A small disk in memory of the system's own, where this process may mount one. */
final class SmallDisk {
  private static final int LONGEST_SECONDS = 10;

  private SmallDisk() {}

  /** Puts a disk in the place of a folder; says why, and skips the test, when that is not allowed. */
  static void mountOrSkip(Path folder, int mebibytes) {
    String refusal = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
    assumeTrue(refusal.isEmpty(), () -> "no tmpfs can be mounted here, so no disk fills up: " + refusal);
  }

  static void unmount(Path folder) {
    run("umount", folder.toString());
  }

  /** Answers what went wrong; nothing when nothing did. */
  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? "" : "not allowed: " + said;
    } catch (IOException absent) {
      return "no such command";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
