package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.Token;
import java.util.List;
import java.util.stream.IntStream;
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
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()))).hasSizeGreaterThanOrEqualTo(15);
    assertThat(unpurged()).containsExactly(inbox);
    purgeToTheEnd(inbox, 10);

    assertThat(unpurged()).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()))).isEmpty();
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
  default void a_mailbox_below_an_erased_workspace_can_be_purged() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    room().post().to(inbox);
    room().stands(inbox.inWorkspace(), Standing.ERASED);
    purgeToTheEnd(inbox, 1);

    assertThat(unpurgedMailboxes()).isEmpty();
    assertThat(room().list(t -> Rungs.at(t, inbox).list(Selection.all()))).isEmpty();
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
