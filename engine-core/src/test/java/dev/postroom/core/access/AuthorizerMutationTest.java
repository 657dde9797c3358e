package dev.postroom.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.testkit.access.KeyScopeAuthorizerContract;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** {@link KeyScopeAuthorizerContract} notices whichever check of the authorizer is taken out; a class that does not load is no mutant. */
class AuthorizerMutationTest {
  private static final Logger JQWIK = Logger.getLogger("net.jqwik");
  private static final int FEW = 60;
  private static final int MANY = 1_000;

  /** Those that answer like the sound one whatever is asked, and why. */
  private static final Map<String, String> EQUIVALENT =
      Map.of("authenticate: isEmpty goes on", "what is compared with the secret then is no key's digest");

  @BeforeAll
  static void sayNothing() {
    JQWIK.setLevel(Level.WARNING);
  }

  @AfterAll
  static void sayAgain() {
    JQWIK.setLevel(null);
  }

  static Stream<AuthorizerMutants.Mutant> mutants() {
    return AuthorizerMutants.all().stream().filter(mutant -> !EQUIVALENT.containsKey(mutant.name()));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void a_check_that_is_taken_out_is_noticed(AuthorizerMutants.Mutant mutant) throws ReflectiveOperationException {
    assertThat(failed(mutant.octets(), FEW) > 0 || failed(mutant.octets(), MANY) > 0).as(mutant.name()).isTrue();
  }

  @Test
  void a_sound_authorizer_is_not_accused() throws ReflectiveOperationException {
    assertThat(failed(AuthorizerMutants.sound(), MANY)).isZero();
  }

  @Test
  void a_class_that_does_not_load_is_not_taken_for_noticed() {
    assertThatThrownBy(() -> failed(AuthorizerMutants.unsound(), FEW)).isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not load");
  }

  @Test
  void what_is_said_to_make_no_difference_is_there_and_makes_none() throws ReflectiveOperationException {
    List<AuthorizerMutants.Mutant> said =
        AuthorizerMutants.all().stream().filter(mutant -> EQUIVALENT.containsKey(mutant.name())).toList();
    assertThat(said).extracting(AuthorizerMutants.Mutant::name)
        .containsExactlyInAnyOrderElementsOf(EQUIVALENT.keySet());
    for (AuthorizerMutants.Mutant mutant : said) {
      assertThat(failed(mutant.octets(), FEW)).as(mutant.name()).isZero();
    }
  }

  /** How many of the laws are broken by an authorizer. */
  private static long failed(byte[] authorizer, int tries) throws ReflectiveOperationException {
    ClassLoader loader = new MutantLoader(KeyScopeAuthorizer.class, authorizer);
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      TestExecutionSummary summary = laws(loader.loadClass(KeyScopeAuthorizerProps.class.getName()), tries);
      assertThat(summary.getTestsStartedCount()).isGreaterThan(10);
      assertThat(summary.getFailures()).extracting(TestExecutionSummary.Failure::getException)
          .as("a mutant that does not load")
          .doesNotHaveAnyElementsOfTypes(LinkageError.class);
      return summary.getTestsFailedCount();
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
  }

  /** Without a database, in which the laws of one would be mixed up with those of another; that is said in the log each time. */
  private static TestExecutionSummary laws(Class<?> contract, int tries) {
    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selectClass(contract))
        .configurationParameter("jqwik.tries.default", Integer.toString(tries))
        .configurationParameter("jqwik.shrinking.default", "OFF")
        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
        .configurationParameter("jqwik.database", "")
        .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
