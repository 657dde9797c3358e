package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.EntryId;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.PolicyRow.Kind;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of lists and suppressed addresses, on each of the three rungs. */
public interface PolicyContract extends StoreUnderTest {

  @Test
  default void an_entry_comes_back_as_it_was_stored() {
    Instant now = room().clock().instant();
    for (Scope place : rungs()) {
      for (Kind kind : Kind.values()) {
        for (Optional<Instant> expiresAt : List.of(Optional.<Instant>empty(), Optional.of(now.plusMillis(1)))) {
          PolicyRow entry = new PolicyRow(room().ids().entry(), kind, new Token(Token.Kind.PATTERN, 300,
              Rows.sealed(16)), Rows.sealed(2_000), now.minusMillis(1), expiresAt);
          room().change(t -> Rungs.policy(t, place).insert(entry));

          assertThat(find(place, entry.id())).contains(entry);
          assertThat(list(place, kind)).contains(entry);
          assertThat(withTokens(place, kind, entry.token())).contains(entry);
        }
      }
    }
  }

  @Test
  default void a_place_has_no_entries_until_somebody_makes_one() {
    for (Scope place : rungs()) {
      for (Kind kind : Kind.values()) {
        assertThat(list(place, kind)).isEmpty();
        assertThat(withTokens(place, kind, Rows.token(Token.Kind.PATTERN, "ann"))).isEmpty();
      }
      assertThat(find(place, room().ids().entry())).isEmpty();
      assertThat(store().<Boolean>write(t -> Rungs.policy(t, place).delete(room().ids().entry()))).isFalse();
    }
  }

  @Test
  default void entries_are_found_by_any_of_many_tokens_in_the_order_of_their_ids() {
    for (Scope place : rungs()) {
      PolicyRow first = room().rows().entry(Kind.SEND, "ann");
      PolicyRow bob = room().entry(place, Kind.SEND, "bob");
      PolicyRow second = room().entry(place, Kind.SEND, "ann");
      room().change(t -> Rungs.policy(t, place).insert(first));
      PolicyRow suppressed = room().entry(place, Kind.SUPPRESSION, "ann");
      room().entry(place, Kind.SEND, "cat");
      Token ann = first.token();
      List<Token> many = new ArrayList<>(List.of(ann, bob.token()));
      IntStream.range(0, 498).mapToObj(i -> Rows.token(Token.Kind.PATTERN, "none " + i)).forEach(many::add);

      assertThat(withTokens(place, Kind.SEND, ann)).as("two for one token").containsExactly(first, second);
      assertThat(room().list(t -> Rungs.policy(t, place).find(Kind.SEND, many))).containsExactly(first, bob, second);
      assertThat(withTokens(place, Kind.SUPPRESSION, ann, bob.token())).containsExactly(suppressed);
      assertThat(withTokens(place, Kind.RECEIVE, ann)).isEmpty();
      assertThat(withTokens(place, Kind.SEND, new Token(ann.kind(), 2, ann.value()))).isEmpty();
      assertThat(withTokens(place, Kind.SEND)).isEmpty();
    }
  }

  @Test
  default void an_entry_that_is_expired_is_still_shown() {
    Scope place = room().mailbox("acme");
    PolicyRow fresh = room().rows().entry(Kind.SUPPRESSION, "ann");
    PolicyRow expired = new PolicyRow(fresh.id(), fresh.kind(), fresh.token(), fresh.content(), fresh.createdAt(),
        Optional.of(fresh.createdAt()));
    room().change(t -> Rungs.policy(t, place).insert(expired));
    room().clock().tick();

    assertThat(find(place, expired.id())).contains(expired);
    assertThat(list(place, Kind.SUPPRESSION)).containsExactly(expired);
    assertThat(withTokens(place, Kind.SUPPRESSION, expired.token())).containsExactly(expired);
  }

  @Test
  default void entries_of_a_list_come_by_id_in_pages() {
    Scope place = room().workspace("acme");
    List<PolicyRow> ascending = IntStream.range(0, 16)
        .mapToObj(i -> new EntryId(new UUID((long) (i >>> 2) << 62, (long) (i & 3) << 62)))
        .map(id -> withId(room().rows().entry(Kind.RECEIVE, "ann"), id))
        .toList();
    List<PolicyRow> shuffled = new ArrayList<>(ascending);
    Collections.shuffle(shuffled, new Random(6));
    shuffled.forEach(entry -> {
      room().change(t -> Rungs.policy(t, place).insert(entry));
      room().entry(place, Kind.SEND, "bob");
    });

    assertThat(list(place, Kind.RECEIVE)).containsExactlyElementsOf(ascending);
    for (int i = 0; i < ascending.size(); i++) {
      Optional<EntryId> after = Optional.of(ascending.get(i).id());
      assertThat(room().list(t -> Rungs.policy(t, place).list(Kind.RECEIVE, after, 4)))
          .containsExactlyElementsOf(ascending.subList(i + 1, Math.min(16, i + 5)));
    }
    room().change(t -> Rungs.policy(t, place).delete(ascending.get(7).id()));
    assertThat(room().list(t -> Rungs.policy(t, place).list(Kind.RECEIVE, Optional.of(ascending.get(7).id()), 2)))
        .containsExactly(ascending.get(8), ascending.get(9));
  }

  private static PolicyRow withId(PolicyRow entry, EntryId id) {
    return new PolicyRow(id, entry.kind(), entry.token(), entry.content(), entry.createdAt(), entry.expiresAt());
  }

  @Test
  default void a_table_shows_the_entries_of_its_place_alone() {
    List<Scope> places = new ArrayList<>(rungs());
    Scope.OfWorkspace workspace = (Scope.OfWorkspace) places.get(1);
    places.add(room().mailbox(workspace, "neighbour"));
    places.add(room().workspace(workspace.inTenant(), "sibling"));
    places.add(room().tenant("stranger"));
    List<PolicyRow> entries = places.stream().map(place -> room().entry(place, Kind.SEND, "ann")).toList();

    for (int mine = 0; mine < places.size(); mine++) {
      Scope place = places.get(mine);
      assertThat(list(place, Kind.SEND)).containsExactly(entries.get(mine));
      assertThat(withTokens(place, Kind.SEND, entries.get(mine).token())).containsExactly(entries.get(mine));
      for (PolicyRow entry : entries) {
        assertThat(find(place, entry.id()).isPresent()).isEqualTo(entry.equals(entries.get(mine)));
      }
    }
  }

  @Test
  default void an_entry_is_taken_away_at_its_own_place_only_and_once() {
    List<Scope> places = rungs();
    for (Scope place : places) {
      PolicyRow entry = room().entry(place, Kind.SUPPRESSION, "ann");
      PolicyRow kept = room().entry(place, Kind.SUPPRESSION, "ann");
      for (Scope other : places) {
        if (!other.equals(place)) {
          assertThat(deletes(other, entry.id())).isFalse();
        }
      }
      assertThat(find(place, entry.id())).contains(entry);
      assertThat(deletes(place, entry.id())).isTrue();
      assertThat(deletes(place, entry.id())).as("a second time").isFalse();

      assertThat(find(place, entry.id())).isEmpty();
      assertThat(list(place, Kind.SUPPRESSION)).containsExactly(kept);
      assertThat(withTokens(place, Kind.SUPPRESSION, entry.token())).containsExactly(kept);
    }
  }

  @Test
  default void an_entry_at_a_place_that_is_not_there_is_not_taken() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    Scope.OfWorkspace stranger = room().workspace("stranger");
    for (Scope place : List.of(new Scope.OfTenant(room().ids().tenant()),
        stranger.inTenant().workspace(mailbox.workspace()), stranger.mailbox(mailbox.mailbox()))) {
      PolicyRow entry = room().rows().entry(Kind.SEND, "ann");
      Attempt.at(() -> room().change(t -> Rungs.policy(t, place).insert(entry)));

      for (Scope looking : List.of(place, mailbox, mailbox.inWorkspace(), stranger, stranger.inTenant())) {
        assertThat(find(looking, entry.id())).isEmpty();
        assertThat(list(looking, Kind.SEND)).isEmpty();
      }
    }
  }

  private List<Scope> rungs() {
    Scope.OfMailbox mailbox = room().mailbox("acme");
    return List.of(mailbox.inWorkspace().inTenant(), mailbox.inWorkspace(), mailbox);
  }

  private Optional<PolicyRow> find(Scope place, EntryId id) {
    return room().find(t -> Rungs.policy(t, place).find(id));
  }

  private List<PolicyRow> list(Scope place, Kind kind) {
    return room().list(t -> Rungs.policy(t, place).list(kind, Optional.empty(), 100));
  }

  private List<PolicyRow> withTokens(Scope place, Kind kind, Token... tokens) {
    return room().list(t -> Rungs.policy(t, place).find(kind, List.of(tokens)));
  }

  private boolean deletes(Scope place, EntryId id) {
    return store().<Boolean>write(t -> Rungs.policy(t, place).delete(id));
  }
}
