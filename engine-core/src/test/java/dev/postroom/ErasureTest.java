package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.ScopeAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.store.KeyOwner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is erased opens no more from the first moment on, and is gone in the end whatever happens in between. */
class ErasureTest {
  private Path folder;
  private FaultyStore store;
  private Room room;
  private TenantAdmin tenant;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private MailboxAdmin neighbour;

  /** The rungs to erase. */
  enum Rung {
    TENANT, WORKSPACE, MAILBOX
  }

  @BeforeEach
  void open(@TempDir Path temporary) {
    folder = temporary;
    store = new FaultyStore();
    room = new Room(folder, store);
    neighbour = Room.mailbox(room.engine.tenants().create("other").defaultWorkspace(), "info@globex.example");
    tenant = room.engine.tenants().create("product");
    acme = tenant.createWorkspace("acme", "Acme");
    support = Room.mailbox(acme, "support@acme.example");
    List.of(tenant.session().policy(), acme.session().policy())
        .forEach(
            policy -> policy.addEntry(ListEntry.Direction.SEND, ListEntry.Verdict.BLOCK, AddressPattern.everyone()));
    for (int i = 0; i < 3; i++) {
      room.receive(Room.letter("Hello " + i, "text"), "support@acme.example", "info@globex.example");
    }
  }

  @AfterEach
  void close() {
    room.close();
  }

  private ScopeAdmin place(Rung rung) {
    return switch (rung) {
      case TENANT -> tenant;
      case WORKSPACE -> acme;
      case MAILBOX -> support;
    };
  }

  /** Those whose secrets are to be destroyed with a place; tenant and workspace keep a list each. */
  private List<KeyOwner> owners(Rung rung) {
    Set<KeyOwner> there = store.watchedVault().owners();
    return Stream.<Scope>of(tenant.scope(), tenant.defaultWorkspace().scope(), acme.scope(), support.scope())
        .filter(scope -> place(rung).scope().covers(scope))
        .flatMap(scope -> Stream.of(KeyOwner.of(scope), KeyOwner.ofRecords(scope)))
        .distinct()
        .filter(there::contains)
        .toList();
  }

  private void assertGone(Rung rung, List<KeyOwner> owners) {
    assertThat(store.watchedVault().owners()).doesNotContainAnyElementsOf(owners);
    assertThat(room.store.<Standing>read(transaction -> transaction.standing(place(rung).scope())))
        .isEqualTo(Standing.ERASED);
    assertThat(room.store.<List<?>>read(transaction -> transaction.unpurged(10))).isEmpty();
    assertThat(Outcomes.of(room.receive(Room.letter("a", "b"), "support@acme.example", "info@globex.example")))
        .containsExactly(Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX), Outcomes.STORED);
  }

  private List<Scope> unpurged() {
    return room.store.read(transaction -> transaction.unpurged(10));
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void an_erased_place_leaves_no_secret_and_its_neighbours_all(Rung rung) {
    List<KeyOwner> owners = owners(rung);
    List<KeyOwner> left = new ArrayList<>(store.watchedVault().owners());
    left.removeAll(owners);
    assertThat(owners).contains(KeyOwner.of(place(rung).scope()), KeyOwner.ofRecords(place(rung).scope()));
    place(rung).erase();
    assertGone(rung, owners);
    assertThat(store.watchedVault().owners()).hasSameElementsAs(left);
    assertThat(neighbour.session().list(MessageQuery.all())).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void an_erasure_that_failed_before_its_commit_opens_nothing_and_can_be_done_again(Rung rung) {
    List<KeyOwner> owners = owners(rung);
    MailboxSession open = support.session();
    store.fail(FaultyStore.Fault.WRITE);
    assertFails(FailureReason.STORE_UNAVAILABLE, place(rung)::erase);
    store.mend();

    assertThat(store.watchedVault().owners()).doesNotContain(KeyOwner.of(place(rung).scope()));
    assertFails(FailureReason.SEAL_BROKEN, () -> open.list(MessageQuery.all()));
    place(rung).erase();
    assertGone(rung, owners);
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void an_erasure_that_failed_after_its_commit_is_finished_when_it_is_asked_for_again(Rung rung) {
    List<KeyOwner> owners = owners(rung);
    store.failAfterWrites(1, FaultyStore.Fault.WRITE);
    assertFails(FailureReason.STORE_UNAVAILABLE, place(rung)::erase);
    store.mend();
    place(rung).erase();
    assertGone(rung, owners);
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void an_erasure_that_failed_after_its_commit_is_finished_at_the_next_start(Rung rung) {
    List<KeyOwner> owners = owners(rung);
    store.failAfterWrites(1, FaultyStore.Fault.WRITE);
    assertFails(FailureReason.STORE_UNAVAILABLE, place(rung)::erase);
    room.close();
    room = new Room(folder, store.repaired());

    await().untilAsserted(() -> assertThat(unpurged()).isEmpty());
    assertThat(owners).allSatisfy(owner -> assertThat(room.store.vault().secrets(owner)).isEmpty());
    assertThat(Outcomes.of(room.receive(Room.letter("a", "b"), "support@acme.example", "info@globex.example")))
        .containsExactly(Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX), Outcomes.STORED);
  }

  @Test
  void an_erased_mailbox_of_many_messages_is_purged_by_the_time_that_the_call_returns() {
    for (int i = 0; i < 600; i++) {
      room.receive(Room.letter("m" + i, "text"), "support@acme.example");
    }
    support.erase();
    assertThat(store.<List<?>>read(transaction -> transaction.unpurged(1))).isEmpty();
    assertThat(store.<Long>read(transaction -> transaction.tenant(support.scope().tenant())
        .workspace(support.scope().workspace())
        .mailbox(support.id())
        .row()
        .orElseThrow()
        .messages())).isZero();
  }

  /** Leaves a neighbour that is erased and cannot be purged. */
  private void leaveStubbornNeighbour() {
    store.failAfterWrites(1, FaultyStore.Fault.WRITE);
    assertFails(FailureReason.STORE_UNAVAILABLE, neighbour::erase);
    store.mend();
    store.watchedVault().stick(KeyOwner.of(neighbour.scope()));
    assertThat(unpurged()).containsExactly(neighbour.scope());
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void who_erases_waits_for_nobody_elses_purge_and_does_not_fail_with_it(Rung rung) {
    leaveStubbornNeighbour();
    place(rung).erase();

    await().untilAsserted(() -> assertThat(room.engine.health().problems()).singleElement()
        .asString()
        .contains("not purged yet: 1"));
    assertThat(unpurged()).containsExactly(neighbour.scope());
    store.watchedVault().mend();
    tenant.erase();
    await().untilAsserted(() -> assertThat(unpurged()).isEmpty());
    await().untilAsserted(() -> assertThat(room.engine.health().problems()).isEmpty());
  }

  @Test
  void an_engine_starts_whatever_cannot_be_purged_and_says_so() {
    leaveStubbornNeighbour();
    room.close();
    store = store.reopened();
    store.watchedVault().stick(KeyOwner.of(neighbour.scope()));
    room = new Room(folder, store);

    assertThat(Outcomes.of(room.receive(Room.letter("a", "b"), "support@acme.example"))).containsExactly(STORED);
    await().untilAsserted(() -> assertThat(room.engine.health().problems()).isNotEmpty());
  }

  @Test
  void a_suspended_place_can_be_erased() {
    acme.suspend();
    support.erase();
    acme.erase();
    assertFails(FailureReason.NOT_FOUND, acme::resume);
    assertFails(FailureReason.NOT_FOUND, acme::rotateEncryption);
    assertFails(FailureReason.NOT_FOUND, acme::revokeAllKeys);
  }
}
