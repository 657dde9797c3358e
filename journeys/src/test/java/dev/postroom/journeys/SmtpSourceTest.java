package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.postroom.message.Message;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import java.io.File;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail by the thousand from another's client: smtp-source, which Debian has in its postfix package; no daemon is needed. */
class SmtpSourceTest {
  private static final int MESSAGES = 2_000;
  private static final int OCTETS = 4_096;

  @TempDir
  Path folder;

  @Test
  void of_two_thousand_messages_over_eight_sessions_none_is_lost_or_doubled() throws Exception {
    Path program = program();
    try (House house = House.open(folder)) {
      MailboxSession inbox = house.inbox();

      Duration time = send(program, house.smtp());
      System.out.printf("smtp-source: %d messages of %d octets in %d ms, %d messages/s%n", MESSAGES, OCTETS,
          time.toMillis(),
          MESSAGES * 1_000L / time.toMillis());

      Set<String> ids = new HashSet<>();
      List<MessageSummary> found = House.list(inbox);
      for (MessageSummary summary : found) {
        Message message = inbox.read(summary.id());
        assertThat(message.text()).isPresent();
        ids.add(message.internetMessageId().orElseThrow());
        try (InputStream raw = inbox.openRaw(summary.id())) {
          assertThat(raw.readAllBytes()).hasSize(Math.toIntExact(summary.size())).hasSizeGreaterThan(OCTETS);
        }
      }
      assertThat(found).hasSize(MESSAGES);
      assertThat(ids).hasSize(MESSAGES);
    }
  }

  private static Duration send(Path program, InetSocketAddress server) throws Exception {
    long start = System.nanoTime();
    Process source = new ProcessBuilder(program.toString(), "-s", "8", "-m", Integer.toString(MESSAGES), "-l",
        Integer.toString(OCTETS), "-d", "-f", "load@sender.example", "-t", House.ADDRESS,
        server.getAddress().getHostAddress() + ":" + server.getPort()).redirectErrorStream(true).start();
    String said = new String(source.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(source.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    assertThat(said).isEmpty();
    assertThat(source.exitValue()).isZero();
    return time;
  }

  private static Path program() {
    Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    Optional<Path> program = Stream.concat(path, Stream.of("/usr/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "smtp-source"))
        .filter(Files::isExecutable)
        .findFirst();
    return program.orElseGet(
        () -> abort("skipped, because smtp-source (Debian's postfix package) is not installed"));
  }
}
