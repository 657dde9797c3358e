package dev.postroom.isolation;

import dev.postroom.MailEngine;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.SpareRsaKeysExtension;
import dev.postroom.testkit.isolation.Wiring;
import dev.postroom.testkit.isolation.WorkspaceIsolationContract;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every id, cursor, key and address of each workspace, tried through every session of every other, with the statements counted. */
@ExtendWith(SpareRsaKeysExtension.class)
class CrossIdTest extends WorkspaceIsolationContract {
  private final SettableClock clock = SettableClock.standing();
  private final Statements statements = new Statements();
  private final MailEngine engine =
      MailEngine.builder(statements.noting(InMemoryMailStore.open()), TestMasterKey.create()).clock(clock).start();

  @Override
  protected Wiring wiring() {
    return new Wiring(engine.tenants(), engine.keyedAccess(), engine.inbound());
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Override
  protected List<String> workOf(Runnable call) {
    return statements.of(call);
  }

  @AfterEach
  void close() {
    engine.close();
  }
}
