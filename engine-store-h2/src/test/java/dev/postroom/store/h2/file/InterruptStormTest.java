package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts of the threads inside H2 close nothing and lose nothing. */
class InterruptStormTest {
  private static final int ROWS_EACH = 60;

  @TempDir
  private Path folder;

  @Test
  void interrupts_of_threads_inside_the_database_are_harmless() throws SQLException, InterruptedException {
    StoreFilePath.register();
    String url = "jdbc:h2:postroom:" + folder + "/mail;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
    AtomicInteger acknowledged = new AtomicInteger();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    try (Connection keeper = DriverManager.getConnection(url); Statement statement = keeper.createStatement()) {
      statement.execute("create table mail(id bigint auto_increment primary key, body varchar(4000))");
      Thread[] workers = new Thread[4];
      for (int i = 0; i < workers.length; i++) {
        workers[i] = Thread.ofPlatform().start(() -> insert(url, acknowledged, failures));
      }
      stormUntilDone(workers);
    }
    assertThat(failures).isEmpty();
    try (Connection again = DriverManager.getConnection(url); Statement statement = again.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from mail")) {
      assertThat(count.next()).isTrue();
      assertThat(count.getInt(1)).isEqualTo(acknowledged.get()).isEqualTo(4 * ROWS_EACH);
    }
  }

  private static void insert(String url, AtomicInteger acknowledged, ConcurrentLinkedQueue<Throwable> failures) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement insert = connection.prepareStatement("insert into mail(body) values(?)");
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < ROWS_EACH; i++) {
        insert.setString(1, "x".repeat(2000));
        insert.executeUpdate();
        statement.execute("checkpoint sync");
        acknowledged.incrementAndGet();
      }
    } catch (SQLException failed) {
      failures.add(failed);
    }
  }

  private static void stormUntilDone(Thread[] workers) throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread storm = Thread.ofPlatform().start(() -> {
      while (!done.get()) {
        for (Thread worker : workers) {
          worker.interrupt();
        }
        Thread.onSpinWait();
      }
    });
    for (Thread worker : workers) {
      worker.join();
    }
    done.set(true);
    storm.join();
  }
}
