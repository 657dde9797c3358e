package dev.postroom.store.h2;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.logging.LogFactory;

/** Brings the tables of a database to this version, numbered step by numbered step. */
final class Migrations {
  /** The number of the newest step in the resources. */
  static final int NEWEST = 4;
  static final String FOLDER = "dev/postroom/store/h2/migration";

  private static final String TABLES =
      "select count(*), count(case when table_name = 'flyway_schema_history' then 1 end)"
          + " from information_schema.tables where table_schema = 'PUBLIC'";
  private static final String STEPS = """
      select cast("version" as integer), "success", "checksum" from "flyway_schema_history"
      where "version" is not null order by 1""";
  private static final List<String> SCRIPTS =
      List.of("V1__mail_room.sql", "V2__redo_position.sql", "V3__message_token_index.sql",
          "V4__shorter_message_keys.sql");

  /** A step that a database has gone through. */
  private record Step(int version, boolean isDone, int checksum) {}

  private Migrations() {}

  /**
   * Whether steps are missing. Looks without changing anything, and without the tool that applies them, which takes longer than all
   * the rest of opening.
   *
   * @throws StoreException
   *           when the database is of a later version or of another form of one, or is not one of ours
   */
  static boolean isBehind(Database readOnly) throws SQLException {
    try (Connection connection = readOnly.source().getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet tables = statement.executeQuery(TABLES)) {
        tables.next();
        if (tables.getInt(2) == 0) {
          return requireEmpty(tables.getInt(1));
        }
      }
      return requireKnown(steps(statement)) < NEWEST;
    }
  }

  private static boolean requireEmpty(int tables) {
    if (tables > 0) {
      throw Failures.corrupt("store: the database is not one of a mail room");
    }
    return true;
  }

  private static List<Step> steps(Statement statement) throws SQLException {
    List<Step> steps = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(STEPS)) {
      while (rows.next()) {
        steps.add(new Step(rows.getInt(1), rows.getBoolean(2), rows.getInt(3)));
      }
    }
    return steps;
  }

  private static int requireKnown(List<Step> steps) {
    int newest = steps.stream().mapToInt(Step::version).max().orElse(0);
    if (newest > NEWEST) {
      throw new StoreException(FailureReason.STORE_VERSION,
          "store: version " + newest + " (expected: 1.." + NEWEST + ")");
    }
    if (!steps.stream().allMatch(Step::isDone)) {
      throw Failures.corrupt("store: a migration has failed in the middle");
    }
    steps.forEach(Migrations::requireSame);
    return newest;
  }

  /** A step that was written otherwise made other tables than those that are asked for. */
  private static void requireSame(Step step) {
    if (step.checksum() != checksum(SCRIPTS.get(step.version() - 1))) {
      throw new StoreException(FailureReason.STORE_VERSION,
          "store: version " + step.version() + " in another form (expected: as it is here)");
    }
  }

  /** As the tool that applies the steps notes it: of the lines, without what ends them. */
  private static int checksum(String script) {
    CRC32 checksum = new CRC32();
    try (
        InputStream octets =
            Objects.requireNonNull(Migrations.class.getResourceAsStream("migration/" + script), script);
        BufferedReader lines = new BufferedReader(new InputStreamReader(octets, StandardCharsets.UTF_8))) {
      lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return (int) checksum.getValue();
  }

  static void apply(Database database) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(database.source())
          .locations("classpath:" + FOLDER)
          // A host that packs all its jars into one may lose them.
          .failOnMissingLocations(true)
          .cleanDisabled(true)
          .loggers()
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw Failures.unavailable("store: migration failed", failure);
    } finally {
      // Flyway keeps one log for the whole process: what was silenced for this run is not silenced for a host that uses it too.
      LogFactory.setConfiguration(Flyway.configure());
    }
  }
}
