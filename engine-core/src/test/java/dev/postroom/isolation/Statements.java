package dev.postroom.isolation;

import dev.postroom.spi.store.MailStore;
import java.util.ArrayList;
import java.util.List;

/** What a thread asks of the store: two calls that ask the same can be told apart by nothing that the store does. */
final class Statements {
  private final ThreadLocal<List<String>> made = ThreadLocal.withInitial(ArrayList::new);

  /** A store whose statements are noted here. */
  MailStore noting(MailStore store) {
    return BrokenStore.over(store, call -> {
      made.get().add(call.name());
      return call.answer();
    });
  }

  /** The statements that this thread makes meanwhile. */
  List<String> of(Runnable work) {
    made.get().clear();
    work.run();
    return List.copyOf(made.get());
  }
}
