package dev.postroom.store.h2;

import dev.postroom.store.h2.file.GatedDisk;
import dev.postroom.store.h2.file.GatedDisk.Change;
import java.io.IOException;
import java.nio.file.Path;

/** Lets the change of one kind and number fail. */
final class FailingGate implements GatedDisk.Gate {

  /** How it fails. */
  enum Manner {
    /** That one alone. */
    ONCE,
    /** That one and all that come after it. */
    FROM_THEN_ON,
    /** That one and all that come after it, without a word: what no store can notice. */
    SILENTLY
  }

  private final Change kind;
  private final Manner manner;
  private int left;
  private boolean healed;

  FailingGate(Change kind, int number, Manner manner) {
    this.kind = kind;
    this.left = number;
    this.manner = manner;
  }

  @Override
  public synchronized boolean pass(Change change, Path path) throws IOException {
    if (healed || change != kind) {
      return true;
    }
    left--;
    boolean fails = manner == Manner.ONCE ? left == 0 : left <= 0;
    if (fails && manner != Manner.SILENTLY) {
      throw new IOException("injected: " + change);
    }
    return !fails;
  }

  /** How many changes are left before it fails. */
  synchronized int left() {
    return left;
  }

  /** Lets nothing fail any more. Answers whether anything did. */
  synchronized boolean heal() {
    healed = true;
    return left <= 0;
  }
}
