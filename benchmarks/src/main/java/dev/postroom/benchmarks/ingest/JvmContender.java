package dev.postroom.benchmarks.ingest;

import dev.postroom.benchmarks.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server in a JVM of its own, with a heap of one GiB, like all others. */
record JvmContender(ServerMain.Kind kind, String name, List<String> options) implements Contender {

  @Override
  public Optional<String> skippedBecause() {
    return Optional.empty();
  }

  @Override
  public Running start(Path folder) throws IOException {
    ChildJvm child = ChildJvm.start(Stream.concat(Stream.of("-Xmx1g"), options.stream()).toList(), ServerMain.class,
        kind.name(), folder.toString());
    try {
      return new RunningJvm(child, Integer.parseInt(child.answer()));
    } catch (IOException | RuntimeException failed) {
      child.close();
      throw failed;
    }
  }

  private record RunningJvm(ChildJvm child, int port) implements Running {

    @Override
    public long process() {
      return child.pid();
    }

    @Override
    public void settle() throws IOException {
      child.tell("settle");
      child.answer();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      child.end();
    }
  }
}
