package dev.postroom.journeys;

import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import dev.postroom.testkit.MimeBomb;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;

/** The program that {@link MimeBombsTest} runs in a small heap: sends itself each hostile message, lists it and reads it back. */
final class MimeBombs {
  private static final List<MemoryPoolMXBean> HEAP =
      ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();

  private MimeBombs() {}

  public static void main(String[] arguments) throws IOException {
    try (House house = House.open(Path.of(arguments[0]))) {
      MailboxSession inbox = house.inbox();
      for (MimeBomb bomb : MimeBomb.values()) {
        HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        try (SmtpTalk talk = SmtpTalk.with(house.smtp(), "sender.example")) {
          talk.envelope("ada@sender.example", House.ADDRESS);
          talk.data(bomb::writeTo);
        }
        long stored = System.nanoTime();
        MessageSummary newest = House.list(inbox).getFirst();
        inbox.read(newest.id());
        long read = System.nanoTime();
        boolean rawIsSame = Digest.of(inbox.openRaw(newest.id())).equals(Digest.of(bomb::writeTo));
        System.out.println(bomb + ": stored, size " + (newest.size() == bomb.size()) + ", raw " + rawIsSame);
        System.out.printf("# %s: %,d octets, stored in %d ms, read in %d ms, heap at most %d MB%n", bomb, newest.size(),
            (stored - start) / 1_000_000, (read - stored) / 1_000_000, mostUsed() >> 20);
      }
    }
  }

  private static long mostUsed() {
    return HEAP.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
