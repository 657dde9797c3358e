package dev.postroom.store.h2.file;

import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs H2 on a disk whose power is cut many times, and counts what was acknowledged and is not found again. */
final class DatabaseUnderCuts {
  /** H2 never forgets a scheme, nor the disk that was last given to it. */
  private static final String LIVE = "live";
  private static final String FOUND = "found";
  private static final Path FOLDER = Path.of("/data");
  private static final List<Policy> POLICIES = List.of(Policy.values());
  private static final int ROUNDS = 250;
  private static final int DELAY_MILLIS = 500;

  /** A disk as it was found after a cut, and the last round that was acknowledged before. */
  private record Cut(PowerCutDisk disk, int acknowledged) {}

  /** What came of all cuts. */
  record Outcome(int cuts, int acknowledged, int lost, int unopened) {}

  private final StoreFilePath.DatabaseFiles files;
  private final Random random;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final List<Cut> cuts = new ArrayList<>();
  private int writeDelay;

  DatabaseUnderCuts(StoreFilePath.DatabaseFiles files, long seed) {
    this.files = files;
    this.random = new Random(seed);
  }

  /** As H2 has it by itself: a commit is answered at once, and written half a second later. */
  DatabaseUnderCuts withWriteDelay() {
    writeDelay = DELAY_MILLIS;
    return this;
  }

  Outcome run(int count) throws SQLException {
    PowerCutDisk disk = new PowerCutDisk();
    disk.createDirectories(FOLDER);
    try (Connection connection = open(LIVE, disk); Statement statement = connection.createStatement()) {
      statement.execute("create table mail(id int primary key, round int, body varbinary(20000))");
      statement.execute("checkpoint sync");
      disk.beforeChange(() -> cutByChance(disk, count));
      for (int round = 1; round <= ROUNDS; round++) {
        work(connection, round);
        if (writeDelay == 0) {
          statement.execute("checkpoint sync");
        }
        acknowledged.set(round);
        // Who writes later changes nothing now, and the power fails all the same.
        cutByChance(disk, count);
      }
      disk.beforeChange(() -> {
      });
    }
    return outcome();
  }

  private void cutByChance(PowerCutDisk disk, int count) {
    int before = acknowledged.get();
    synchronized (cuts) {
      if (cuts.size() < count && random.nextInt(25) == 0) {
        Policy policy = POLICIES.get(cuts.size() % POLICIES.size());
        cuts.add(new Cut(disk.cut(policy, random), before));
      }
    }
  }

  /** Each round writes its own number into some rows, old and new. */
  private static void work(Connection connection, int round) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement merge = connection.prepareStatement("merge into mail key(id) values(?, ?, ?)")) {
      for (int i = 0; i < 3; i++) {
        int id = i == 0 ? round : 1 + (round * 31 + i * 17) * 7 % round;
        merge.setInt(1, id);
        merge.setInt(2, round);
        merge.setBytes(3, body(id, round));
        merge.executeUpdate();
      }
    }
    connection.commit();
  }

  private static byte[] body(int id, int round) {
    byte[] body = new byte[500 + (id * 7919 + round) % 9000];
    new Random(id * 1_000_003L + round).nextBytes(body);
    return body;
  }

  private Outcome outcome() {
    int total = 0;
    int lost = 0;
    int unopened = 0;
    for (Cut cut : cuts) {
      total += cut.acknowledged;
      try (Connection connection = open(FOUND, cut.disk)) {
        lost += lostOf(connection, cut.acknowledged);
      } catch (SQLException damaged) {
        unopened++;
      }
    }
    return new Outcome(cuts.size(), total, lost, unopened);
  }

  private static int lostOf(Connection connection, int acknowledged) throws SQLException {
    int found = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id, round, body from mail")) {
      while (rows.next()) {
        int id = rows.getInt(1);
        int round = rows.getInt(2);
        boolean current = round >= lastRoundOf(id, acknowledged) && Arrays.equals(rows.getBytes(3), body(id, round));
        found += id <= acknowledged && current ? 1 : 0;
      }
    }
    return acknowledged - found;
  }

  private static int lastRoundOf(int id, int acknowledged) {
    int last = id;
    for (int round = id; round <= acknowledged; round++) {
      for (int i = 1; i < 3; i++) {
        last = 1 + (round * 31 + i * 17) * 7 % round == id ? round : last;
      }
    }
    return last;
  }

  private Connection open(String scheme, PowerCutDisk disk) throws SQLException {
    StoreFilePath.register(scheme, disk, files);
    return DriverManager
        .getConnection(
            "jdbc:h2:" + scheme + ":/data/mail;RETENTION_TIME=0;TRACE_LEVEL_FILE=0;WRITE_DELAY=" + writeDelay);
  }
}
