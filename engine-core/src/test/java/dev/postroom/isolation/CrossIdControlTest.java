package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.postroom.MailEngine;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.SpareRsaKeysExtension;
import dev.postroom.testkit.isolation.Wiring;
import dev.postroom.testkit.isolation.WorkspaceIsolationContract;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** What a host extends to see that its customers are kept apart is red where they are not: each test of it, for what it looks at. */
@ExtendWith(SpareRsaKeysExtension.class)
class CrossIdControlTest {
  private static Leak leak = Leak.FOUND_ANYWHERE;

  @Test
  void each_test_of_the_contract_has_its_control() {
    assertThat(Arrays.stream(WorkspaceIsolationContract.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getName()))
        .allSatisfy(name -> assertThat(Leak.values()).anyMatch(each -> each.foundBy().equals(name)));
  }

  @ParameterizedTest
  @EnumSource
  void a_host_whose_customers_see_each_other_is_told_so(Leak broken) {
    leak = broken;
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(LeakingHost.class, broken.foundBy()))
            .build(), listener);

    assertThat(listener.getSummary().getTestsStartedCount()).isOne();
    assertThat(listener.getSummary().getFailures()).hasSize(1)
        .allSatisfy(failure -> assertThat(failure.getException()).isInstanceOf(AssertionError.class));
  }

  /** Run by its test alone. */
  static class LeakingHost extends WorkspaceIsolationContract {
    private final Statements statements = new Statements();
    private final MailStore counted = statements.noting(InMemoryMailStore.open());
    private final MailEngine engine =
        MailEngine.builder(BrokenStore.over(counted, this::answer), TestMasterKey.create()).start();
    private boolean isProvisioned;

    /** After that of the contract, whose customers are there by then. */
    @BeforeEach
    void leak() {
      isProvisioned = true;
    }

    private Object answer(Fault.Call call) {
      return isProvisioned ? leak.answer(call) : call.answer();
    }

    @Override
    protected Wiring wiring() {
      return new Wiring(engine.tenants(), leak.door(engine.keyedAccess()), engine.inbound());
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
}
