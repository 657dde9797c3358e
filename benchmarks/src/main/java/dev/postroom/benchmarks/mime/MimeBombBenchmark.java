package dev.postroom.benchmarks.mime;

import dev.postroom.benchmarks.report.Beside;
import dev.postroom.core.mime.MessageBody;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.testkit.MimeBomb;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message that is built to cost more than it weighs takes of its reader, cold and warm: the first shots of a fork are those
 * of a reader that has read nothing before. The heap is 64 MB, and holds the benchmark besides; a message is never whole in it.
 * Beside it a floor, which only reads the octets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
public class MimeBombBenchmark {
  private static final int TEXT = 1_000_000;

  /** Which of them. */
  @Param
  MimeBomb bomb;

  private final MessageParser parser = new MessageParser(ParseLimits.STANDARD);
  private Path file;
  private MessageSource message;

  /** Writes it to a file. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("bomb-", ".eml");
    try (OutputStream sink = new BufferedOutputStream(Files.newOutputStream(file))) {
      bomb.writeTo(sink);
    }
    long size = Files.size(file);
    message = new MessageSource() {
      @Override
      public InputStream open() throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
      }

      @Override
      public long size() {
        return size;
      }
    };
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
  }

  /** What is done when it is received. */
  @Benchmark
  @Beside("octets")
  public Outline outline() throws IOException {
    return parser.outline(message);
  }

  /** What is done when its text is read. */
  @Benchmark
  @Beside("octets")
  public MessageBody body() throws IOException {
    return parser.body(message, TEXT);
  }

  /** The floor. */
  @Benchmark
  public long octets() throws IOException {
    try (InputStream content = message.open()) {
      return content.transferTo(OutputStream.nullOutputStream());
    }
  }
}
