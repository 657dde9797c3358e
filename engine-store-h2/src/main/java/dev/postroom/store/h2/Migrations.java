package dev.postroom.store.h2;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;

/** Brings the tables of a database to this version, numbered step by numbered step. */
final class Migrations {
  private static final String LOCATION = "classpath:dev/postroom/store/h2/migration";

  private Migrations() {
  }

  /** Whether steps are missing; throws, with nothing changed, when the database is of a later version or is not ours. */
  static boolean areMissing(Database readOnly) {
    MigrationInfoService info = flyway(readOnly).info();
    for (MigrationInfo applied : info.applied()) {
      requireKnown(applied);
    }
    return info.pending().length > 0;
  }

  private static void requireKnown(MigrationInfo applied) {
    MigrationState state = applied.getState();
    if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
      throw new StoreException(FailureReason.STORE_VERSION, "store: version " + applied.getVersion() + " (expected: an earlier one)");
    }
    boolean isAsWritten = state == MigrationState.SUCCESS && applied.isChecksumMatching() && applied.isTypeMatching();
    if (!isAsWritten) {
      throw Failures.corrupt("store: migration " + applied.getVersion() + " is not as this version wrote it");
    }
  }

  static void apply(Database database) {
    try {
      flyway(database).migrate();
    } catch (FlywayException failure) {
      throw Failures.unavailable("store: migration failed", failure);
    }
  }

  private static Flyway flyway(Database database) {
    return Flyway.configure(Migrations.class.getClassLoader()).dataSource(database.source()).locations(LOCATION)
        .cleanDisabled(true).load();
  }
}
