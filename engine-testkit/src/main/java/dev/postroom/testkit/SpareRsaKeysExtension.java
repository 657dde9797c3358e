package dev.postroom.testkit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Hands out {@link SpareRsaKeys} as long as the tests of a class run: {@code @ExtendWith(SpareRsaKeysExtension.class)}. */
public final class SpareRsaKeysExtension implements BeforeAllCallback, AfterAllCallback {

  /** For JUnit. */
  public SpareRsaKeysExtension() {}

  @Override
  public void beforeAll(ExtensionContext tests) {
    SpareRsaKeys.handOut();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    SpareRsaKeys.keepBack();
  }
}
