package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.StoreException;
import dev.postroom.testkit.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it makes a backup and compacts: the store has lost nothing, and what says that it is a backup is one. */
@Timeout(600)
class KilledBackupTest {

  private static final int KILLED = 128 + 9;

  /** What the process had said when it died: how far it was, and how far it had been when it began each backup. */
  private record Said(int lastTaken, Map<Integer, Integer> takenBefore) {}

  @Test
  void finished_backups_are_whole_others_are_none_and_the_store_is_well(@TempDir Path temp) throws Exception {
    int finished = 0;
    for (int round = 0; round < Effort.of(2, 50); round++) {
      Path home = Files.createDirectories(temp.resolve("round-" + round));
      Said said = killed(home, new Random(round));
      finished += audit(home, said);
    }
    assertThat(finished).as("backups that came to their end").isPositive();
  }

  /** The control: what a kill would have lost, or brought back, is noticed. */
  @Test
  void a_message_that_is_lost_or_has_come_back_is_noticed(@TempDir Path temp) throws IOException {
    int last = 60;
    try (H2MailStore store = H2MailStore.open(Ground.at(temp), BackingUp.OPTIONS)) {
      store.write(Furnished.house());
      for (int number = 0; number <= last; number++) {
        BackingUp.takeIn(store, number);
      }
      assertThatThrownBy(() -> assertHas(store, last, number -> BackingUp.isThereAt(number, last)))
          .as("deleted, and there")
          .isInstanceOf(AssertionError.class);
      for (int number = 0; number <= last; number++) {
        if (BackingUp.isGoneAfter(number, last)) {
          BackingUp.delete(store, number);
        }
      }
      assertHas(store, last, number -> BackingUp.isThereAt(number, last));
      BackingUp.delete(store, last);
      assertThatThrownBy(() -> assertHas(store, last, number -> BackingUp.isThereAt(number, last)))
          .as("lost")
          .isInstanceOf(AssertionError.class);
    }
  }

  private static Said killed(Path home, Random random) throws IOException, InterruptedException {
    Path errors = home.resolve("errors.txt");
    Process process = Holder.start(BackingUp.class, home, ProcessBuilder.Redirect.to(errors.toFile()));
    int last = -1;
    Map<Integer, Integer> takenBefore = new HashMap<>();
    int most = Effort.of(40, 60) + random.nextInt(Effort.of(60, 200));
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(BackingUp.TAKEN)) {
          last = Integer.parseInt(line.substring(BackingUp.TAKEN.length()));
        } else {
          takenBefore.put(Integer.parseInt(line.substring(BackingUp.BEGUN.length())), last);
        }
        if (last == most) {
          // Of the handle: that of the process would close the stream with what it has still said.
          process.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(process.waitFor()).as("the process ended by itself: %s", Files.readString(errors)).isEqualTo(KILLED);
    return new Said(last, takenBefore);
  }

  private static int audit(Path home, Said said) throws IOException {
    try (H2MailStore store = H2MailStore.open(Ground.at(home.resolve(BackingUp.FOLDER)), BackingUp.OPTIONS)) {
      assertHas(store, said.lastTaken(), number -> BackingUp.isThereAt(number, said.lastTaken()));
    }
    int finished = 0;
    for (Map.Entry<Integer, Integer> begun : said.takenBefore().entrySet()) {
      Path backup = home.resolve("backup-" + begun.getKey());
      Path restored = home.resolve("restored-" + begun.getKey());
      if (Files.exists(backup.resolve("format"))) {
        finished++;
        H2MailStore.restore(backup, restored, Tombstones.none());
        try (H2MailStore store = H2MailStore.open(Ground.at(restored), BackingUp.OPTIONS)) {
          assertHas(store, begun.getValue(), number -> BackingUp.isThereAfter(number, begun.getValue()));
        }
      } else {
        assertThatThrownBy(() -> H2MailStore.restore(backup, restored, Tombstones.none()))
            .isInstanceOf(StoreException.class);
      }
    }
    return finished;
  }

  private static void assertHas(H2MailStore store, int last, IntPredicate mustBeThere) throws IOException {
    for (int number : IntStream.rangeClosed(0, last).toArray()) {
      if (mustBeThere.test(number)) {
        assertThat(BackingUp.has(store, number)).as("message " + number).isTrue();
      } else if (BackingUp.isGoneAfter(number, last)) {
        assertThat(BackingUp.lacks(store, number)).as("message " + number + ", deleted").isTrue();
      } else {
        assertThat(BackingUp.has(store, number) || BackingUp.lacks(store, number)).as("message " + number).isTrue();
      }
    }
  }
}
