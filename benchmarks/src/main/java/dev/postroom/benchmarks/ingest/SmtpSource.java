package dev.postroom.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Postfix' own driver, where it is installed. It sends to one customer alone, and does not tell how long a message waited. */
record SmtpSource(Path program) implements Driver {

  static Optional<SmtpSource> find() {
    return Stream.of("/usr/sbin/smtp-source", "/usr/libexec/postfix/smtp-source")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(SmtpSource::new);
  }

  @Override
  public String name() {
    return "smtp-source";
  }

  @Override
  public Sent send(int port, Load load, int messages) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-s", Integer.toString(load.sessions()), "-m",
        Integer.toString(messages), "-l", Integer.toString(load.octets()), "-f", "somebody@elsewhere.example", "-t",
        Letter.recipient(0)));
    if (load.connections() == Load.Connections.REUSED) {
      command.add("-d");
    }
    command.add("127.0.0.1:" + port);
    long start = System.nanoTime();
    int end = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (end != 0) {
      throw new IOException("smtp-source ended with " + end);
    }
    return Sent.unseen(messages, System.nanoTime() - start);
  }
}
