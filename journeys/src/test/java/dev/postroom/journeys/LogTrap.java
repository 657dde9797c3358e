package dev.postroom.journeys;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps all that is logged while it is open, of the finest level of our own and of whatever the libraries say by themselves. */
final class LogTrap extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final Logger own = Logger.getLogger("dev.postroom");
  private final Formatter formatter = new SimpleFormatter();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  LogTrap() {
    setLevel(Level.ALL);
    own.setLevel(Level.ALL);
    root.addHandler(this);
  }

  @Override
  public void publish(LogRecord logged) {
    lines.add(formatter.format(logged));
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    root.removeHandler(this);
    own.setLevel(null);
  }
}
