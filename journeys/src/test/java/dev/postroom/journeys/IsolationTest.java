package dev.postroom.journeys;

import dev.postroom.testkit.SpareRsaKeysExtension;
import dev.postroom.testkit.isolation.Wiring;
import dev.postroom.testkit.isolation.WorkspaceIsolationContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What every host can run against itself, over the real adapters. */
@ExtendWith(SpareRsaKeysExtension.class)
class IsolationTest extends WorkspaceIsolationContract {
  /** It is noon there, and no day ends between two looks at what is counted by the day. */
  private final Clock clock =
      Clock.offset(Clock.systemUTC(), Duration.between(LocalTime.now(ZoneOffset.UTC), LocalTime.NOON));
  private final House house;

  IsolationTest(@TempDir Path folder) {
    this.house = House.open(folder, builder -> builder.clock(clock));
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Override
  protected Wiring wiring() {
    return new Wiring(house.engine().tenants(), house.engine().keyedAccess(), house.engine().inbound());
  }

  @AfterEach
  void close() {
    house.close();
  }
}
