package dev.postroom.store.h2;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For tests in which stores fail by the dozen, and each says so at length. */
final class SilentLog implements BeforeAllCallback, AfterAllCallback {
  private static final Logger STORE = Logger.getLogger(H2MailStore.class.getPackageName());

  @Override
  public void beforeAll(ExtensionContext context) {
    STORE.setLevel(Level.OFF);
  }

  @Override
  @SuppressWarnings("NullAway") // The level of the parent, which was there before.
  public void afterAll(ExtensionContext context) {
    STORE.setLevel(null);
  }
}
