package dev.postroom.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.postroom.benchmarks.ChildJvm;
import dev.postroom.testkit.PassThroughAes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** The process of one server: tells its port, settles with each line that it reads, and ends with its input. */
public final class ServerMain {
  /** Servers that run in a JVM. */
  enum Kind {
    POSTROOM, POSTROOM_PASS_THROUGH, GREENMAIL, SUBETHA_H2;

    private ServedMail serve(Path folder) throws Exception {
      return switch (this) {
        case POSTROOM -> PostroomServer.start(folder);
        case POSTROOM_PASS_THROUGH -> {
          PassThroughAes.install();
          yield PostroomServer.start(folder);
        }
        case GREENMAIL -> GreenMailServer.start();
        case SUBETHA_H2 -> SubEthaServer.start(folder);
      };
    }
  }

  private ServerMain() {}

  /** Takes the kind of server and its folder. */
  public static void main(String... args) throws Exception {
    try (ServedMail mail = Kind.valueOf(args[0]).serve(Path.of(args[1]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      ChildJvm.say(mail.port());
      settleWithEachLine(mail, lines);
    }
  }

  private static void settleWithEachLine(ServedMail mail, BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      mail.settle();
      ChildJvm.say(line);
    }
  }
}
