package dev.postroom.journeys;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Another JVM with the classes of this one; killed when the test is over. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static ChildJvm run(Class<?> main, Path folder, String... options) throws IOException {
    return run(System.getProperty("java.class.path"), main, folder, options);
  }

  /** The same with the classes lying elsewhere. */
  static ChildJvm run(String classPath, Class<?> main, Path folder, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    Collections.addAll(command, options);
    Collections.addAll(command, "-Djava.io.tmpdir=" + folder, "-XX:+UseSerialGC", "-cp", classPath, main.getName(),
        folder.toString());
    Path errors = folder.resolve("errors.txt");
    return new ChildJvm(new ProcessBuilder(command).redirectError(errors.toFile()).start());
  }

  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the child ended");
    }
    return line;
  }

  /** Writes an octet to the child's standard input. */
  void ask() throws IOException {
    process.getOutputStream().write('?');
    process.getOutputStream().flush();
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** Reads what the child says, until it is dead and all is read. */
  void hear(Consumer<String> listener) {
    out.lines().forEach(listener);
  }

  int exitValue() throws InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the child does not end");
    }
    return process.exitValue();
  }

  /** As kill -9 does: nothing is finished, nothing is closed; what it has said can still be read. */
  void kill() {
    // Of the handle: that of the process would close the stream with what the child has still said.
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
