package dev.postroom.store.h2;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.logging.LogFactory;

/** Brings the tables of a database to this version, numbered step by numbered step. */
final class Migrations {
  /** The number of the newest step in the resources. */
  static final int NEWEST = 1;
  static final String FOLDER = "dev/postroom/store/h2/migration";

  private static final String TABLES =
      "select count(*), count(case when table_name = 'flyway_schema_history' then 1 end)"
          + " from information_schema.tables where table_schema = 'PUBLIC'";
  private static final String STEPS =
      """
          select max(cast("version" as integer)), count(case when "success" then null else 1 end) from "flyway_schema_history"
          where "version" is not null""";

  private Migrations() {}

  /**
   * Whether steps are missing. Looks without changing anything, and without the tool that applies them, which takes longer than all
   * the rest of opening.
   *
   * @throws StoreException
   *           when the database is of a later version, or is not one of ours
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
      try (ResultSet steps = statement.executeQuery(STEPS)) {
        steps.next();
        return requireKnown(steps.getInt(1), steps.getInt(2)) < NEWEST;
      }
    }
  }

  private static boolean requireEmpty(int tables) {
    if (tables > 0) {
      throw Failures.corrupt("store: the database is not one of a mail room");
    }
    return true;
  }

  private static int requireKnown(int newest, int failed) {
    if (newest > NEWEST) {
      throw new StoreException(FailureReason.STORE_VERSION,
          "store: version " + newest + " (expected: 1.." + NEWEST + ")");
    }
    if (failed > 0) {
      throw Failures.corrupt("store: a migration has failed in the middle");
    }
    return newest;
  }

  static void apply(Database database) {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(database.source())
          .locations("classpath:" + FOLDER)
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
