package dev.postroom.isolation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Reads all that the engine logs, however fine, and keeps the first secret that it finds there. */
final class LogWatch extends Handler {
  private static final Logger ENGINE = Logger.getLogger("dev.postroom");
  /** One for all, since all hear the same. */
  static final LogWatch INSTALLED = installed();

  private final AtomicReference<Optional<String>> found = new AtomicReference<>(Optional.empty());

  private LogWatch() {
    setLevel(Level.ALL);
  }

  private static LogWatch installed() {
    LogWatch watch = new LogWatch();
    ENGINE.setLevel(Level.ALL);
    ENGINE.addHandler(watch);
    return watch;
  }

  /** What was heard since this was asked last. */
  Optional<String> take() {
    return found.getAndSet(Optional.empty());
  }

  @Override
  public void publish(LogRecord line) {
    StringWriter text = new StringWriter();
    text.append(line.getMessage());
    Optional.ofNullable(line.getParameters()).ifPresent(values -> text.append(Arrays.toString(values)));
    Optional.ofNullable(line.getThrown()).ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text, true)));
    Canaries.secretIn(text.toString()).ifPresent(secret -> found.set(Optional.of(secret + " in: " + text)));
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    ENGINE.removeHandler(this);
  }
}
