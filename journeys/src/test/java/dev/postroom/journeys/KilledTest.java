package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.journeys.Wrong.Kind;
import dev.postroom.testkit.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the engine's process in the middle of its work. What was answered with 250 is there afterwards, once and whole; what was said to
 * be queued is queued or delivered, once, but for what was on the wire at the moment of a kill, which arrives again under the same
 * Message-ID; and what was revoked stays revoked.
 */
class KilledTest {
  private static final int HOUSES = Effort.of(2, 50);
  private static final int KILLS_OF_A_HOUSE = 10;
  private static final int MOST_BEFORE_KILL = Effort.of(50, 440);
  private static final int ANSWERS_IN_HASTE = 100;
  private static final int HOUSES_AT_ONCE = 2;
  private static final long SEED = 20261125;

  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger received = new AtomicInteger();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger revoked = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  @TempDir
  static Path folder;
  private static Optional<ClassArchive> classes = Optional.empty();

  @BeforeAll
  static void rehearse() throws Exception {
    ClassArchive archive = ClassArchive.in(folder);
    List<String> options = new ArrayList<>(List.of(archive.whenRehearsing()));
    options.addAll(List.of("-XX:TieredStopAtLevel=1", "-D" + KilledHouse.REHEARSAL + "=true",
        "-D" + KilledHouse.PEER + "=1"));
    try (ChildJvm child = ChildJvm.run(archive.classPath(), KilledHouse.class,
        Files.createDirectory(folder.resolve("rehearsal")), options.toArray(String[]::new))) {
      List<String> said = child.lines();
      assertThat(child.exitValue()).as(Files.readString(folder.resolve("rehearsal").resolve("errors.txt"))).isZero();
      assertThat(said).hasSize(1);
    }
    classes = Optional.of(archive);
  }

  @Test
  void what_was_answered_is_there_once_after_every_kill_and_twice_sent_only_what_was_on_the_wire() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(HOUSES_AT_ONCE)) {
      List<Future<?>> houses = new ArrayList<>();
      for (int number = 0; number < HOUSES; number++) {
        Random random = new Random(SEED + number);
        Path own = Files.createDirectory(folder.resolve("house-" + number));
        houses.add(threads.submit(() -> killOverAndOver(own, random)));
      }
      for (Future<?> house : houses) {
        house.get();
      }
    }
    System.out.printf("%d kills: %d messages received, %d queued, %d handed over again, %d keys revoked%n", kills.get(),
        received.get(), queued.get(), repeated.get(), revoked.get());
    assertThat(received.get()).isGreaterThan(kills.get());
    assertThat(List.of(queued.get(), revoked.get())).allMatch(count -> count > kills.get() / 2);
  }

  private Void killOverAndOver(Path house, Random random) throws Exception {
    try (KilledLives lives = new KilledLives(house, classes.orElseThrow(), random)) {
      for (int kill = 0; kill < KILLS_OF_A_HOUSE; kill++) {
        lives.live(random.nextInt(1, MOST_BEFORE_KILL));
        assertThat(lives.audit()).as("after kill %d", kill).isEmpty();
        kills.incrementAndGet();
      }
      assertThat(lives.end()).as("in the end").isEmpty();
      assertThat(lives.peer().conversations()).flatMap(lines -> lines)
          .contains("S: 451 4.3.0 Later", "S: 421 4.3.2 Going down");
      received.addAndGet(lives.mail().acknowledged());
      queued.addAndGet(lives.sends().queued());
      revoked.addAndGet(lives.keys().revoked());
      repeated.addAndGet(KilledSends.repeated(lives.peer().taken()));
    }
    new JourneyWatch(house).look();
    // All houses of the long form together would not fit on a disk of the usual size.
    delete(house);
    return null;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void what_was_answered_before_it_was_done_is_missed_after_a_kill() throws Exception {
    Path house = Files.createDirectory(folder.resolve("hasty"));
    try (KilledLives lives = new KilledLives(house, classes.orElseThrow(), new Random(SEED))) {
      List<Wrong> wrong = new ArrayList<>();
      for (int kill = 0; kill < 2; kill++) {
        lives.live(ANSWERS_IN_HASTE, "-D" + KilledHouse.HASTY + "=true");
        wrong.addAll(lives.audit());
      }
      assertThat(wrong).extracting(Wrong::kind).contains(Kind.MAIL_LOST, Kind.SEND_LOST, Kind.KEY_RISEN);
    }
  }
}
