package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.message.MessageSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk fills up under an engine that takes mail: who sends is told to come again, and is served once there is room. */
class FullDiskTest {
  private static final int DISK_MIB = 96;

  @TempDir
  Path folder;

  @BeforeEach
  void mount() {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", folder.toString()),
        "no tmpfs can be mounted here, so no disk fills up");
  }

  /** What is mounted is gone before anybody else looks at it. */
  @AfterEach
  void unmount() throws IOException {
    try {
      new JourneyWatch(folder).look();
    } finally {
      run("umount", folder.toString());
    }
  }

  @Test
  void a_message_is_deferred_on_a_full_disk_and_taken_without_a_restart_once_there_is_room() throws Exception {
    Path others = folder.resolve("of others");
    try (House house = House.open(folder)) {
      house.support();
      send(house, "before");
      fill(others);
      await().until(() -> !house.engine().health().problems().isEmpty());

      long began = System.nanoTime();
      assertThatThrownBy(() -> send(house, "meanwhile")).isInstanceOf(IOException.class)
          .hasMessageContaining("452 4.3.1");
      System.out.printf("full disk: deferred after %d ms%n",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));

      Files.delete(others);
      await().until(() -> house.engine().health().problems().isEmpty());
      send(house, "after");
      assertThat(House.list(house.inbox())).extracting(MessageSummary::subject)
          .containsExactlyInAnyOrder("before", "after");
    }
  }

  private static void send(House house, String subject) throws IOException {
    try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
      talk.envelope("ada@sender.example", House.ADDRESS);
      talk.data(sink -> sink.write(
          ("From: ada@sender.example\r\nSubject: " + subject + "\r\n\r\nHello\r\n")
              .getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] octets = new byte[1 << 16];
    try (OutputStream sink = Files.newOutputStream(file)) {
      for (int i = 0; i < DISK_MIB * 16; i++) {
        sink.write(octets);
      }
    } catch (IOException full) {
      assertThat(Files.getFileStore(file).getUsableSpace()).isLessThan(1 << 20);
    }
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
