package dev.postroom.core;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Runs what nobody waits for, each on a virtual thread. Once it is closed nothing more is taken, and nobody is bothered with that. */
final class Background implements Executor, AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      // What is noted beside a call is given up when the engine closes.
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
