package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.store.KeyOwner.Rung;
import dev.postroom.tenancy.NewMailbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Creating the same from many threads, and creating what fails, leaves one thing or none. */
class CreationRacesTest {
  private static final int THREADS = 8;

  private FaultyStore store;
  private Room room;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static <T> List<T> atOnce(IntFunction<T> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<T>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        answers.add(threads.submit(() -> {
          start.await();
          return call.apply(number);
        }));
      }
    }
    List<T> all = new ArrayList<>();
    for (Future<T> answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  @Test
  void many_who_create_the_same_at_once_get_one_and_the_same() throws Exception {
    assertThat(new HashSet<>(atOnce(i -> room.engine.tenants().create("acct").id()))).hasSize(1);
    assertThat(new HashSet<>(atOnce(i -> room.workspace("acme").id()))).hasSize(1);
    WorkspaceAdmin acme = room.workspace("acme");
    acme.claimDomain("acme.example").confirm();
    assertThat(new HashSet<>(atOnce(i -> acme.createMailbox(NewMailbox.at("support@acme.example")).id()))).hasSize(1);

    assertThat(store.watchedVault().rungs()).containsExactly(Rung.ENGINE, Rung.TENANT, Rung.TENANT, Rung.WORKSPACE,
        Rung.WORKSPACE, Rung.WORKSPACE, Rung.MAILBOX);
  }

  @Test
  void of_many_who_want_one_address_one_gets_it_and_the_others_leave_nothing() throws Exception {
    WorkspaceAdmin acme = room.workspace("acme");
    acme.claimDomain("acme.example").confirm();
    List<Rung> before = store.watchedVault().rungs();

    List<String> answers = atOnce(i -> {
      try {
        return acme.createMailbox(NewMailbox.at("support@acme.example").externalId("box-" + i)).id().toString();
      } catch (PostroomException failed) {
        return failed.reason().name();
      }
    });
    assertThat(answers).filteredOn(FailureReason.ADDRESS_TAKEN.name()::equals).hasSize(THREADS - 1);
    assertThat(acme.listMailboxes(PageRequest.first())).hasSize(1);
    assertThat(store.watchedVault().rungs()).hasSize(before.size() + 1);
  }

  @Test
  void a_creation_whose_work_fails_leaves_no_secret() {
    WorkspaceAdmin acme = room.workspace("acme");
    Set<?> before = store.watchedVault().owners();

    assertFails(FailureReason.NOT_FOUND, () -> acme.createMailbox(NewMailbox.at("a@other.example")));
    assertThat(store.watchedVault().owners()).isEqualTo(before);
  }

  @Test
  void a_creation_of_which_it_is_unknown_whether_it_happened_keeps_its_secret() {
    WorkspaceAdmin acme = room.workspace("acme");
    acme.claimDomain("acme.example").confirm();
    store.fail(FaultyStore.Fault.ANSWER);
    assertFails(FailureReason.STORE_UNAVAILABLE, () -> acme.createMailbox(NewMailbox.at("support@acme.example")));
    store.mend();

    acme.createMailbox(NewMailbox.at("support@acme.example"));
    assertThat(Outcomes.of(room.receive(Room.letter("a", "b"), "support@acme.example")))
        .containsExactly(Outcomes.STORED);
  }
}
