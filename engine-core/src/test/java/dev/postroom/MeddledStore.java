package dev.postroom;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A store in memory in which something happens between what somebody is answered by it and what he makes of that. */
public final class MeddledStore implements MailStore {

  /** What happens once, after an answer that it is meant for. */
  private record Meddling(Predicate<Object> after, Runnable work) {}

  private final InMemoryMailStore sound = InMemoryMailStore.open();
  private final AtomicReference<Meddling> next = new AtomicReference<>(new Meddling(answer -> false, () -> {
  }));

  /** A store in which nothing happens yet. */
  public MeddledStore() {}

  /**
   * Has something done after the next transaction that is answered like this, before the answer is given; once.
   *
   * @param answer
   *          what the transaction answers
   * @param work
   *          what is done
   */
  public void after(Predicate<Object> answer, Runnable work) {
    next.set(new Meddling(answer, work));
  }

  @Override
  public <T> T read(Work<T> work) {
    return meddledWith(sound.read(work));
  }

  private <T> T meddledWith(T answer) {
    Meddling meddling = next.get();
    if (meddling.after().test(answer)
        && next.compareAndSet(meddling, new Meddling(other -> false, meddling.work()))) {
      meddling.work().run();
    }
    return answer;
  }

  @Override
  public <T> T write(Work<T> work) {
    return meddledWith(sound.write(work));
  }

  @Override
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    return sound.contents(mailbox);
  }

  @Override
  public KeyVault vault() {
    return sound.vault();
  }

  @Override
  public StoreHealth health() {
    return sound.health();
  }

  @Override
  public void close() {
    sound.close();
  }
}
