package dev.postroom.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server in a JVM of its own, with a heap of one GiB, like all others. */
record JvmContender(ServerMain.Kind kind, String name, List<String> options) implements Contender {

  @Override
  public Optional<String> skippedBecause() {
    return Optional.empty();
  }

  @Override
  public Running start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName(), kind.name(),
        folder.toString()));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines = process.inputReader(US_ASCII);
    try {
      return new RunningJvm(process, lines, Integer.parseInt(answer(lines)));
    } catch (IOException | RuntimeException failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  /** A JVM with options may say something too, so what the server says is marked. */
  private static String answer(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(ServerMain.ANSWER)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the server did not start, or ended");
    }
    return line.substring(ServerMain.ANSWER.length());
  }

  private record RunningJvm(Process child, BufferedReader lines, int port) implements Running {

    @Override
    public long process() {
      return child.pid();
    }

    @Override
    public void settle() throws IOException {
      Writer line = child.outputWriter(US_ASCII);
      line.write("settle\n");
      line.flush();
      answer(lines);
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      child.getOutputStream().close();
      child.waitFor();
    }
  }
}
