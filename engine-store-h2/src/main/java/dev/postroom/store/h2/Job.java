package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.MailStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call on its way: the work, run by a thread of the store, and the caller who waits for the answer. What the work gave is held
 * back until it is safe to be told.
 *
 * @param <T>
 *          the type of the answer
 */
final class Job<T> {
  private final Optional<Scope> line;
  private final MailStore.Work<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private Runnable telling = () -> {
  };

  private final boolean changes;

  private Job(Optional<Scope> line, MailStore.Work<T> work, boolean changes) {
    this.line = line;
    this.work = work;
    this.changes = changes;
  }

  /** One for no place, or for many. */
  Job(MailStore.Work<T> work) {
    this(Optional.empty(), work, true);
  }

  /** One for this place. */
  Job(Scope whose, MailStore.Work<T> work) {
    this(Optional.of(whose instanceof Scope.OfMailbox mailbox ? mailbox.inWorkspace() : whose), work, true);
  }

  /** One that changes nothing, also where changes are made. */
  static <T> Job<T> withoutChange(MailStore.Work<T> work) {
    return new Job<>(Optional.empty(), work, false);
  }

  /** With whom it waits: the others of its workspace, or of its tenant itself; nobody when it is for no place. */
  Optional<Scope> line() {
    return line;
  }

  /** Whether it may change something. */
  boolean changes() {
    return changes;
  }

  /** Whether its caller waits no longer, of one that is not begun. */
  boolean isGivenUp() {
    return taken.get();
  }

  /** Whether it is to be run: false when the caller has given it up while it waited. */
  boolean begin() {
    return taken.compareAndSet(false, true);
  }

  /** Does the work and keeps the answer. */
  void run(WorkUnit unit) {
    try {
      T result = work.in(new H2Transaction(unit));
      telling = () -> answer.complete(result);
    } finally {
      unit.end();
    }
  }

  /** Tells the caller what the work gave. */
  void tell() {
    telling.run();
  }

  void refuse(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  /**
   * Waits for the answer, whatever interrupts the thread: the flag is set again at the end, so the caller still learns of it.
   */
  T await(Duration deadline) {
    try {
      return Uninterrupted.get(answer, deadline);
    } catch (ExecutionException failed) {
      throw asThrown(Failures.cause(failed));
    } catch (TimeoutException late) {
      throw Failures.unavailable(begin() ? "store: busy, the call was not begun" : "store: no answer in time");
    }
  }

  /** The failure itself: its stack shows where the work failed on the store's thread, and the added one who called. */
  private static RuntimeException asThrown(Throwable failure) {
    failure.addSuppressed(new IllegalStateException("called here"));
    if (failure instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return Failures.unavailable("store: failed", failure);
  }
}
