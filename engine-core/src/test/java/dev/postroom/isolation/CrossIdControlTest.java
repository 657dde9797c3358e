package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.postroom.MailEngine;
import dev.postroom.testkit.SpareRsaKeysExtension;
import dev.postroom.testkit.isolation.Wiring;
import dev.postroom.testkit.isolation.WorkspaceIsolationContract;
import dev.postroom.testkit.store.InMemoryMailStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What a host extends to see that its customers are kept apart is red where they are not. */
@ExtendWith(SpareRsaKeysExtension.class)
class CrossIdControlTest {
  private static Fault fault = Fault.NONE;

  @ParameterizedTest
  @EnumSource(names = {"MESSAGES_ARE_FOUND_IN_ANY_MAILBOX", "KEYS_ARE_NEVER_REVOKED"})
  void a_host_whose_customers_see_each_other_is_told_so(Fault broken) {
    fault = broken;
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(LeakingHost.class)).build(), listener);

    assertThat(listener.getSummary().getTestsStartedCount()).isPositive();
    assertThat(listener.getSummary().getFailures()).isNotEmpty()
        .allSatisfy(failure -> assertThat(failure.getException()).isInstanceOf(AssertionError.class));
  }

  /** Run by its test alone. */
  static class LeakingHost extends WorkspaceIsolationContract {
    private final MailEngine engine =
        MailEngine.builder(BrokenStore.over(InMemoryMailStore.open(), fault), TestMasterKey.create()).start();

    @Override
    protected Wiring wiring() {
      return new Wiring(engine.tenants(), engine.keyedAccess(), engine.inbound());
    }

    @AfterEach
    void close() {
      engine.close();
    }
  }
}
