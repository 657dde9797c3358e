package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.DomainId;
import dev.postroom.id.MessageId;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a store promises of the removal of what was erased. */
public interface PurgeContract extends StoreUnderTest {

  @Test
  default void mailboxes_at_erased_places_wait_to_be_purged() {
    Scope.OfTenant tenant = room().tenant("acme");
    Scope.OfWorkspace workspace = room().workspace(tenant, "acme");
    Scope.OfMailbox own = room().mailbox(workspace, "own");
    Scope.OfMailbox sibling = room().mailbox(workspace, "sibling");
    Scope.OfMailbox cousin = room().mailbox(room().workspace(tenant, "cousin"), "cousin");
    Scope.OfMailbox stranger = room().mailbox("stranger");
    List.of(own, sibling, cousin, stranger).forEach(mailbox -> room().post().to(mailbox));
    assertThat(unpurged()).isEmpty();

    room().stands(own, Standing.ERASED);
    assertThat(unpurged()).containsExactly(own);
    room().stands(workspace, Standing.ERASED);
    assertThat(unpurgedMailboxes()).containsExactlyInAnyOrder(own, sibling);
    room().stands(tenant, Standing.ERASED);
    assertThat(unpurgedMailboxes()).containsExactlyInAnyOrder(own, sibling, cousin);
    assertThat(room().list(t -> t.unpurged(2))).hasSize(2);
  }

  @Test
  default void a_suspended_mailbox_is_not_to_be_purged() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().post().to(inbox);
    room().stands(inbox, Standing.SUSPENDED);

    assertThat(unpurged()).isEmpty();
  }

  @Test
  default void a_purge_goes_part_by_part_until_nothing_is_left_but_the_row() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    DomainId domain = room().domain(inbox.inWorkspace(), "acme.example");
    room().alias(inbox, "support@acme.example", domain);
    KeyRecord key = room().key(inbox);
    Token token = Rows.token(Token.Kind.FROM, "ann");
    IntStream.range(0, 25).forEach(i -> room().post().token(token).to(inbox));
    room().stands(inbox, Standing.ERASED);

    assertThat(store().<Boolean>write(t -> t.purge(inbox, 10))).isFalse();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()).rows())).hasSizeGreaterThanOrEqualTo(15);
    assertThat(unpurged()).containsExactly(inbox);
    purgeToTheEnd(inbox, 10);

    assertThat(unpurged()).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()).rows())).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).findByToken(List.of(token), 10))).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).addresses())).isEmpty();
    assertThat(room().find(t -> t.findKey(key.id()))).isEmpty();
    assertThat(room().find(t -> Rungs.at(t, inbox).row())).hasValueSatisfying(row -> {
      assertThat(row.standing()).isEqualTo(Standing.ERASED);
      assertThat(row.messages()).isZero();
      assertThat(row.usedOctets()).isZero();
    });
  }

  @Test
  default void what_a_mailbox_has_on_its_way_is_purged_part_by_part_too() {
    Scope.OfMailbox outbox = room().mailbox("acme");
    MessageId message = room().post().to(outbox).id();
    IntStream.range(0, 25).forEach(i -> room().delivery(outbox, message));
    IntStream.range(0, 25).forEach(i -> room().entry(outbox, PolicyRow.Kind.SUPPRESSION, "somebody " + i));
    room().stands(outbox, Standing.ERASED);

    int left = rowsOf(outbox);
    boolean done = false;
    while (!done) {
      done = store().<Boolean>write(t -> t.purge(outbox, 10));
      assertThat(rowsOf(outbox)).isBetween(left - 10, left);
      left = rowsOf(outbox);
      assertThat(unpurged()).isEqualTo(done ? List.of() : List.of(outbox));
    }
    assertThat(left).isZero();
    assertThat(room().list(t -> t.outbox().mailboxes(Optional.empty(), 10))).isEmpty();
  }

  private int rowsOf(Scope.OfMailbox outbox) {
    return room().see(t -> Rungs.at(t, outbox).list(Selection.all()).rows().size()
        + Rungs.at(t, outbox).deliveries().list(Set.of(), Optional.empty(), 100).size()
        + Rungs.policy(t, outbox).list(PolicyRow.Kind.SUPPRESSION, Optional.empty(), 100).size());
  }

  @Test
  default void erased_workspaces_and_tenants_wait_after_their_mailboxes_for_a_purge_of_their_own() {
    Dispatch dispatch = furnish("acme");
    Scope.OfMailbox mailbox = dispatch.mailbox();
    Scope.OfWorkspace workspace = mailbox.inWorkspace();
    Scope.OfTenant tenant = workspace.inTenant();
    room().stands(workspace, Standing.ERASED);
    assertThat(unpurged()).containsExactly(mailbox, workspace);
    room().stands(tenant, Standing.ERASED);
    assertThat(unpurged()).containsExactly(mailbox, workspace, tenant);
    assertThat(room().list(t -> t.unpurged(2))).containsExactly(mailbox, workspace);
    assertThat(room().list(t -> t.unpurged(tenant, 10))).containsExactly(mailbox, workspace, tenant);
    assertThat(room().list(t -> t.unpurged(tenant, 1))).containsExactly(mailbox);
    assertThat(room().list(t -> t.unpurged(workspace, 10))).containsExactly(mailbox, workspace);
    assertThat(room().list(t -> t.unpurged(mailbox, 10))).containsExactly(mailbox);
    Scope.OfMailbox foreign = room().mailbox("globex");
    room().stands(foreign, Standing.ERASED);
    assertThat(room().list(t -> t.unpurged(foreign.inWorkspace(), 10))).containsExactly(foreign);
    assertThat(room().list(t -> t.unpurged(tenant, 10))).containsExactly(mailbox, workspace, tenant);
    purgeToTheEnd(foreign, 100);

    purgeToTheEnd(mailbox, 3);
    assertThat(unpurged()).containsExactly(workspace, tenant);
    purgeToTheEnd(workspace, 3);
    assertThat(unpurged()).containsExactly(tenant);
    purgeToTheEnd(tenant, 3);
    assertThat(unpurged()).isEmpty();
  }

  @Test
  default void a_purge_removes_all_that_a_place_itself_has_and_nothing_of_what_is_above_or_below() {
    Dispatch dispatch = furnish("acme");
    Scope.OfMailbox mailbox = dispatch.mailbox();
    List<Scope> rungs = List.of(mailbox, mailbox.inWorkspace(), mailbox.inWorkspace().inTenant());
    List<KeyRecord> keys = rungs.stream().map(room()::key).toList();
    room().stands(mailbox.inWorkspace().inTenant(), Standing.ERASED);
    assertThat(rungs).allSatisfy(place -> assertThat(left(place)).doesNotContain(0L));

    for (int purged : new int[]{1, 0, 2}) {
      List<List<Long>> expected = new ArrayList<>(rungs.stream().map(this::left).toList());
      expected.set(purged, List.of(0L, 0L, 0L, 0L));
      purgeToTheEnd(rungs.get(purged), 4);
      assertThat(rungs.stream().map(this::left).toList()).isEqualTo(expected);
      KeyRecord key = keys.get(purged);
      assertThat(room().find(t -> t.findKey(key.id()))).isEmpty();
    }
    assertThat(unpurged()).isEmpty();
    assertThat(rungs).allSatisfy(place -> assertThat(room().<Standing>see(t -> t.standing(place)))
        .isEqualTo(Standing.ERASED));
    assertThat(room().find(t -> Rungs.at(t, mailbox).row())).as("its row stays").isPresent();
    assertThat(room().find(t -> Rungs.at(t, mailbox.inWorkspace()).row())).as("its row stays").isPresent();
    assertThat(room().find(t -> Rungs.at(t, mailbox.inWorkspace().inTenant()).row())).as("its row stays").isPresent();
  }

  @Test
  default void nothing_that_was_purged_is_found_by_what_it_was_found_by() {
    Dispatch dispatch = furnish("acme");
    Scope.OfMailbox mailbox = dispatch.mailbox();
    room().stands(mailbox.inWorkspace(), Standing.ERASED);
    unpurged().forEach(place -> purgeToTheEnd(place, 100));

    room().change(t -> {
      assertThat(t.outbox().mailboxOf(dispatch.waiting().id())).isEmpty();
      assertThat(Rungs.at(t, mailbox).deliveries().find(dispatch.waiting().id())).isEmpty();
      assertThat(Rungs.at(t, mailbox).findSend(List.of(dispatch.send().key()))).isEmpty();
      assertThat(Rungs.at(t, mailbox.inWorkspace().inTenant()).keys().limits(dispatch.key().id()).limits())
          .isEqualTo(Limits.none());
      for (SealedRow.Kind kind : SealedRow.Kind.values()) {
        assertThat(Rungs.at(t, mailbox.inWorkspace()).sealed().list(kind, dispatch.domain().value())).isEmpty();
        assertThat(Rungs.at(t, mailbox.inWorkspace()).sealed().list(kind, mailbox.workspace().value())).isEmpty();
      }
    });
  }

  @Test
  default void a_purge_takes_nothing_from_a_workspace_or_tenant_that_is_not_erased() {
    Dispatch dispatch = furnish("acme");
    Inventory before = room().inventory();
    for (Scope place : List.of(dispatch.mailbox(), dispatch.mailbox().inWorkspace(),
        dispatch.mailbox().inWorkspace().inTenant())) {
      Attempt.at(() -> room().change(t -> t.purge(place, 100)));
    }

    assertThat(room().inventory()).isEqualTo(before);
  }

  @Test
  default void a_purge_touches_no_place_beside_the_erased_one() {
    Dispatch dispatch = furnish("acme");
    Scope.OfWorkspace acme = dispatch.mailbox().inWorkspace();
    Dispatch sibling = furnish(room().mailbox(room().workspace(acme.inTenant(), "sibling"), "sibling"));
    Dispatch neighbour = furnish(room().mailbox(acme, "neighbour"));
    Dispatch stranger = furnish("stranger");
    room().stands(neighbour.mailbox(), Standing.ERASED);
    room().stands(sibling.mailbox().inWorkspace(), Standing.ERASED);
    room().stands(stranger.mailbox().inWorkspace().inTenant(), Standing.ERASED);
    Inventory before = room().inventory();
    List<Scope> waiting = unpurged();
    waiting.forEach(place -> purgeToTheEnd(place, 7));

    assertThat(waiting).hasSize(6);
    assertThat(unpurged()).isEmpty();
    assertThat(room().inventory().rows()).isEqualTo(before.rows()
        .stream()
        .filter(row -> !waiting.contains(row))
        .filter(row -> !(row instanceof Inventory.Counted counted && counted.isOfKeyAt(waiting)))
        .toList());
  }

  private Dispatch furnish(String name) {
    return furnish(room().mailbox(name));
  }

  private Dispatch furnish(Scope.OfMailbox mailbox) {
    DomainId domain = room().claim(mailbox.inWorkspace(), mailbox.mailbox().value() + ".example");
    return Dispatch.from(mailbox, domain, room());
  }

  /** How much a place itself has of each thing that every place may have. */
  private List<Long> left(Scope place) {
    return room().see(t -> {
      long entries = Stream.of(PolicyRow.Kind.values())
          .mapToLong(kind -> Rungs.policy(t, place).list(kind, Optional.empty(), 10).size())
          .sum();
      LimitTable table = Rungs.limits(t, place);
      long keys = Rungs.keys(t, place)
          .list(Optional.empty(), 10)
          .stream()
          .filter(key -> key.scope().equals(place))
          .count();
      return List.of(entries, (long) table.limits().all().size(), keys,
          table.counted(UsageKind.SENDS, Dispatch.DAY, Dispatch.DAY));
    });
  }

  @Test
  default void a_mailbox_below_an_erased_workspace_can_be_purged() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().post().to(inbox);
    room().stands(inbox.inWorkspace(), Standing.ERASED);
    purgeToTheEnd(inbox, 1);

    assertThat(unpurgedMailboxes()).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()).rows())).isEmpty();
  }

  @Test
  default void an_erased_mailbox_that_was_always_empty_is_soon_done_with() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().stands(inbox, Standing.ERASED);
    purgeToTheEnd(inbox, 10);

    assertThat(unpurged()).isEmpty();
    assertThat(store().<Boolean>write(t -> t.purge(inbox, 10))).as("once more").isTrue();
  }

  @Test
  default void a_purge_touches_no_other_mailbox() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().stands(room().mailbox(inbox.inWorkspace(), "gone"), Standing.ERASED);
    room().post().token(Rows.token(Token.Kind.FROM, "ann")).to(inbox);
    room().key(inbox);
    room().key(inbox.inWorkspace());
    Inventory before = room().inventory();
    unpurged().forEach(gone -> purgeToTheEnd(gone, 10));

    assertThat(room().inventory()).isEqualTo(before);
  }

  @Test
  default void a_purge_takes_nothing_from_a_mailbox_that_is_not_erased() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().post().to(inbox);
    room().key(inbox);
    room().stands(inbox, Standing.SUSPENDED);
    Inventory before = room().inventory();
    Attempt.at(() -> room().change(t -> t.purge(inbox, 10)));

    assertThat(room().inventory()).isEqualTo(before);
  }

  private List<Scope> unpurged() {
    return room().see(t -> t.unpurged(100));
  }

  private List<Scope> unpurgedMailboxes() {
    return unpurged().stream().filter(Scope.OfMailbox.class::isInstance).toList();
  }

  private void purgeToTheEnd(Scope place, int limit) {
    for (int part = 0; part < 100; part++) {
      if (store().<Boolean>write(t -> t.purge(place, limit))) {
        return;
      }
    }
    throw new AssertionError("a purge in 100 parts was not at its end");
  }
}
