package dev.postroom.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets several threads do the same thing at once. */
public final class Crowd {

  /**
   * What each of them does.
   *
   * @param <T>
   *          the type of the result
   */
  @FunctionalInterface
  public interface Turn<T> {
    /**
     * Takes the turn.
     *
     * @param number
     *          whose it is, from 0 on
     * @return the result
     * @throws Exception
     *           ends the test
     */
    T take(int number) throws Exception;
  }

  private Crowd() {}

  /**
   * Starts all at the same moment and waits for all of them.
   *
   * @param <T>
   *          the type of the results
   * @param people
   *          how many
   * @param turn
   *          what each does
   * @return what each of them got, in the order of their numbers
   * @throws AssertionError
   *           when one of them failed
   */
  public static <T> List<T> of(int people, Turn<T> turn) {
    CyclicBarrier start = new CyclicBarrier(people);
    try (ExecutorService threads = Executors.newFixedThreadPool(people)) {
      List<Future<T>> running = new ArrayList<>();
      for (int number = 0; number < people; number++) {
        int mine = number;
        running.add(threads.submit(() -> {
          start.await();
          return turn.take(mine);
        }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw new AssertionError("one of the crowd failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }
}
