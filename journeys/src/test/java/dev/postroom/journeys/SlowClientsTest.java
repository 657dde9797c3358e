package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand clients that say nothing, or one octet after the other, and one that behaves, in a heap of 256 MB. */
class SlowClientsTest {
  private static final int CONNECTIONS = 2_000;
  private static final int PER_CLIENT_BY_DEFAULT = 50;
  private static final int LETTERS = 20;
  private static final int SPARE_FILES = 500;
  private static final int MOST_HEAP_MB = 160;

  @TempDir
  Path folder;

  @Test
  void two_thousand_slow_clients_keep_nobody_from_being_served() throws Exception {
    int connections = connections();
    try (ChildJvm child = ChildJvm.run(CrowdedHouse.class, folder, "-Xmx256m", "-Dconnections=" + (connections + 10))) {
      int port = Integer.parseInt(child.line());
      int portByDefault = Integer.parseInt(child.line());
      try (SlowClients slow = new SlowClients(port)) {
        int before = memory(child);
        slow.open(connections);
        List<Long> millis = new ArrayList<>();
        for (int letter = 0; letter < LETTERS; letter++) {
          slow.drip();
          millis.add(served(port));
        }
        Collections.sort(millis);
        int after = memory(child);

        System.out.printf(
            "slow clients: %d connections, heap %d MB before and %d MB with them of 256 MB, a letter in %d ms"
                + " (median) and %d ms (most)%n",
            connections, before, after, millis.get(LETTERS / 2), millis.getLast());
        assertThat(slow.alive()).as("they are there until their time is up").isEqualTo(connections);
        assertThat(after).as("of 256 MB, so that there is room for what they may do yet").isLessThan(MOST_HEAP_MB);
      }
      limitsByDefaultTurnThemAway(portByDefault);
    }
  }

  /** The limits by default, which are for each address: so many, and none more. */
  private static void limitsByDefaultTurnThemAway(int port) throws IOException {
    try (SlowClients slow = new SlowClients(port)) {
      slow.open(PER_CLIENT_BY_DEFAULT + 100);
      Awaitility.await().until(() -> slow.alive() == PER_CLIENT_BY_DEFAULT);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> served(port)).withMessageContaining("421 4.7.0");
    }
  }

  /** A letter from the first word to the last, and how long it took. */
  private static long served(int port) throws IOException {
    long start = System.nanoTime();
    try (SmtpTalk talk = SmtpTalk.with(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "good.example")) {
      talk.envelope("ada@sender.example", House.ADDRESS);
      talk.data(sink -> sink.write("Subject: hello\r\n\r\nGood morning.\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static int memory(ChildJvm child) throws IOException {
    child.ask();
    return Integer.parseInt(child.line());
  }

  /** Each connection is one open file here and one in the child, which has what this process may have. */
  private static int connections() {
    long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount()
        : CONNECTIONS + SPARE_FILES;
    int connections = (int) Math.min(CONNECTIONS, files - SPARE_FILES);
    if (connections < CONNECTIONS) {
      System.out.println("slow clients: only " + connections + ", because no more files may be open");
    }
    return connections;
  }
}
