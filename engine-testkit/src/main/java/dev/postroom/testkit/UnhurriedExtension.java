package dev.postroom.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives whoever waits with Awaitility a minute, unless the test says how long: ten seconds, which it gives by itself, are not long on a
 * machine that does much else. To be named in {@code META-INF/services/org.junit.jupiter.api.extension.Extension}; Awaitility is
 * to be brought by whoever does so.
 */
public final class UnhurriedExtension implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** For JUnit. */
  public UnhurriedExtension() {}

  @Override
  public void beforeAll(ExtensionContext tests) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
