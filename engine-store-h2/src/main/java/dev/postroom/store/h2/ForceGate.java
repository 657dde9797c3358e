package dev.postroom.store.h2;

import dev.postroom.error.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps what is committed but not forced yet from being told. H2 shows a commit to readers at once; a reader that could have seen
 * one answers when it is forced, so nobody ever acts on what a power cut would take back, such as the place of an event.
 */
final class ForceGate {
  private volatile CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

  /** Called before a commit. */
  void begin() {
    latest = new CompletableFuture<>();
  }

  void forced() {
    latest.complete(null);
  }

  void failed(StoreException failure) {
    latest.completeExceptionally(failure);
  }

  /** Lets what a read gave be told once all that it may have seen is forced, or be refused. Asked after the read. */
  void whenForced(Runnable tell, Consumer<Throwable> refuse) {
    var unused = latest.whenComplete((forced, failure) -> {
      if (failure == null) {
        tell.run();
      } else {
        refuse.accept(failure);
      }
    });
  }
}
