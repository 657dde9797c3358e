package dev.postroom.journeys;

import dev.postroom.testkit.SpareRsaKeys;
import dev.postroom.testkit.isolation.Wiring;
import dev.postroom.testkit.isolation.WorkspaceIsolationContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every host can run against itself, over the real adapters. */
class IsolationTest extends WorkspaceIsolationContract {
  private final House house;

  IsolationTest(@TempDir Path folder) {
    this.house = House.open(folder);
  }

  @BeforeAll
  static void makeKeysOnce() {
    SpareRsaKeys.handOut();
  }

  @AfterAll
  static void makeThemAgain() {
    SpareRsaKeys.keepBack();
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
