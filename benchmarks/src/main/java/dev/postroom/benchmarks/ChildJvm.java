package dev.postroom.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Another JVM with the classes of this one, which answers in lines; killed when it is closed. */
public final class ChildJvm implements AutoCloseable {
  /** A JVM may say something of its own too, so what its program says is marked. */
  private static final String MARK = "answer: ";

  private final Process process;
  private final BufferedReader lines;

  private ChildJvm(Process process) {
    this.process = process;
    this.lines = process.inputReader(US_ASCII);
  }

  /**
   * Starts one.
   *
   * @param options
   *          what the JVM is given
   * @param main
   *          the program
   * @param arguments
   *          what the program is given
   * @return the JVM, running
   * @throws IOException
   *           when it does not start
   */
  public static ChildJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Collections.addAll(command, arguments);
    return new ChildJvm(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Says something to who started this JVM: the child's side of {@link #answer}.
   *
   * @param answer
   *          a line
   */
  public static void say(Object answer) {
    System.out.println(MARK + answer);
  }

  /**
   * Waits for the next line that the program says.
   *
   * @return the line
   * @throws IOException
   *           when the program ends without one
   */
  public String answer() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(MARK)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the other JVM: did not start, or ended before it had answered");
    }
    return line.substring(MARK.length());
  }

  /**
   * Writes a line to the program.
   *
   * @param line
   *          the line
   * @throws IOException
   *           when it does not read any more
   */
  public void tell(String line) throws IOException {
    Writer writer = process.outputWriter(US_ASCII);
    writer.write(line + '\n');
    writer.flush();
  }

  /**
   * Its process.
   *
   * @return the number of the process
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Ends its input, and waits until it has ended by itself.
   *
   * @throws IOException
   *           when its input does not end
   * @throws InterruptedException
   *           when this thread is interrupted
   */
  public void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
