package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedRow.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a store promises of the small sealed things of a workspace, and of the engine itself. */
public interface SealedContract extends StoreUnderTest {

  @Test
  default void a_sealed_thing_comes_back_as_it_was_put_in() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID domain = room().domain(acme, "acme.example").value();
    for (Kind kind : Kind.values()) {
      assertThat(list(acme, kind, domain)).isEmpty();
      SealedRow row = put(acme, kind, domain, 0, Rows.sealed(8_000));
      assertThat(list(acme, kind, domain)).containsExactly(row);
    }
  }

  @Test
  default void things_of_one_kind_and_owner_come_in_the_order_of_their_numbers() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID owner = acme.workspace().value();
    for (int number : new int[]{10, 2, Integer.MAX_VALUE, 0, 1}) {
      put(acme, Kind.DKIM_KEY, owner, number, Rows.sealed(number & 0xFF));
    }

    assertThat(list(acme, Kind.DKIM_KEY, owner)).extracting(SealedRow::number)
        .containsExactly(0, 1, 2, 10, Integer.MAX_VALUE);
  }

  @Test
  default void a_thing_takes_the_place_of_the_one_of_its_kind_owner_and_number() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID own = acme.workspace().value();
    UUID domain = room().domain(acme, "acme.example").value();
    put(acme, Kind.EGRESS, own, 0, Rows.sealed(10));
    SealedRow otherNumber = put(acme, Kind.EGRESS, own, 1, Rows.sealed(11));
    SealedRow otherKind = put(acme, Kind.DKIM_KEY, own, 0, Rows.sealed(12));
    SealedRow otherOwner = put(acme, Kind.EGRESS, domain, 0, Rows.sealed(13));
    SealedRow second = put(acme, Kind.EGRESS, own, 0, Rows.sealed(14));

    assertThat(list(acme, Kind.EGRESS, own)).containsExactly(second, otherNumber);
    assertThat(list(acme, Kind.DKIM_KEY, own)).containsExactly(otherKind);
    assertThat(list(acme, Kind.EGRESS, domain)).containsExactly(otherOwner);
    assertThat(list(acme, Kind.DKIM_KEY, domain)).isEmpty();
  }

  @Test
  default void one_thing_is_taken_away_and_no_other() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID own = acme.workspace().value();
    UUID domain = room().domain(acme, "acme.example").value();
    SealedRow kept = put(acme, Kind.DKIM_KEY, own, 1, Rows.sealed(1));
    put(acme, Kind.DKIM_KEY, own, 2, Rows.sealed(2));
    SealedRow otherKind = put(acme, Kind.EGRESS, own, 2, Rows.sealed(3));
    SealedRow otherOwner = put(acme, Kind.DKIM_KEY, domain, 2, Rows.sealed(4));

    assertThat(store().<Boolean>write(t -> Rungs.at(t, acme).sealed().delete(Kind.DKIM_KEY, own, 2))).isTrue();
    assertThat(store().<Boolean>write(t -> Rungs.at(t, acme).sealed().delete(Kind.DKIM_KEY, own, 2))).isFalse();
    assertThat(list(acme, Kind.DKIM_KEY, own)).containsExactly(kept);
    assertThat(list(acme, Kind.EGRESS, own)).containsExactly(otherKind);
    assertThat(list(acme, Kind.DKIM_KEY, domain)).containsExactly(otherOwner);
  }

  @Test
  default void everything_of_an_owner_is_taken_away_and_nothing_of_another() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID own = acme.workspace().value();
    UUID domain = room().domain(acme, "acme.example").value();
    SealedRow kept = put(acme, Kind.DKIM_KEY, own, 0, Rows.sealed(1));
    put(acme, Kind.DKIM_KEY, domain, 0, Rows.sealed(2));
    put(acme, Kind.DKIM_KEY, domain, 1, Rows.sealed(3));
    put(acme, Kind.EGRESS, domain, 0, Rows.sealed(4));
    room().change(t -> Rungs.at(t, acme).sealed().deleteAll(domain));
    room().change(t -> Rungs.at(t, acme).sealed().deleteAll(room().ids().next()));

    assertThat(list(acme, Kind.DKIM_KEY, domain)).isEmpty();
    assertThat(list(acme, Kind.EGRESS, domain)).isEmpty();
    assertThat(list(acme, Kind.DKIM_KEY, own)).containsExactly(kept);
  }

  @Test
  default void a_released_domain_leaves_nothing_sealed_and_takes_nothing_of_others() {
    Scope.OfWorkspace acme = room().workspace("acme");
    DomainId released = room().domain(acme, "released.example");
    DomainId kept = room().domain(acme, "kept.example");
    for (Kind kind : Kind.values()) {
      for (UUID owner : List.of(acme.workspace().value(), released.value(), kept.value())) {
        put(acme, kind, owner, 3, Rows.sealed(5));
      }
    }
    room().change(t -> Rungs.at(t, acme).releaseDomain(released));

    for (Kind kind : Kind.values()) {
      assertThat(list(acme, kind, released.value())).isEmpty();
      assertThat(list(acme, kind, kept.value())).hasSize(1);
      assertThat(list(acme, kind, acme.workspace().value())).hasSize(1);
    }
  }

  @Test
  default void the_same_owner_through_another_workspace_is_another_thing() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID domain = room().domain(acme, "acme.example").value();
    SealedRow own = put(acme, Kind.DKIM_KEY, domain, 0, Rows.sealed(1));
    for (Scope.OfWorkspace other : List.of(room().workspace(acme.inTenant(), "sibling"), room().workspace("beta"))) {
      assertThat(list(other, Kind.DKIM_KEY, domain)).isEmpty();
      Attempt.at(() -> put(other, Kind.DKIM_KEY, domain, 0, Rows.sealed(2)));
      assertThat(list(acme, Kind.DKIM_KEY, domain)).containsExactly(own);
      Attempt.at(() -> room().change(t -> Rungs.at(t, other).sealed().delete(Kind.DKIM_KEY, domain, 0)));
      Attempt.at(() -> room().change(t -> Rungs.at(t, other).sealed().deleteAll(domain)));
      Attempt.at(() -> room().change(t -> Rungs.at(t, other).releaseDomain(new DomainId(domain))));
      assertThat(list(acme, Kind.DKIM_KEY, domain)).containsExactly(own);
    }
  }

  @Test
  default void what_the_engine_itself_keeps_comes_back_in_order_and_takes_the_place_of_its_former_one() {
    UUID domain = platformDomain("mail.example");
    UUID other = platformDomain("post.example");
    for (Kind kind : Kind.values()) {
      assertThat(ofEngine(kind, domain)).isEmpty();
      SealedRow last = keep(kind, domain, 10, 8_000);
      keep(kind, domain, 2, 1);
      SealedRow first = keep(kind, domain, 2, 2);
      SealedRow beside = keep(kind, other, 2, 3);
      assertThat(ofEngine(kind, domain)).containsExactly(first, last);
      assertThat(ofEngine(kind, other)).containsExactly(beside);
    }
  }

  @Test
  default void what_the_engine_itself_keeps_is_taken_away_one_by_one_or_all_of_an_owner() {
    UUID domain = platformDomain("mail.example");
    UUID other = platformDomain("post.example");
    SealedRow kept = keep(Kind.DKIM_KEY, domain, 1, 1);
    keep(Kind.DKIM_KEY, domain, 2, 2);
    keep(Kind.EGRESS, domain, 2, 3);
    SealedRow beside = keep(Kind.DKIM_KEY, other, 2, 4);

    assertThat(store().<Boolean>write(t -> t.sealed().delete(Kind.DKIM_KEY, domain, 2))).isTrue();
    assertThat(store().<Boolean>write(t -> t.sealed().delete(Kind.DKIM_KEY, domain, 2))).isFalse();
    assertThat(ofEngine(Kind.DKIM_KEY, domain)).containsExactly(kept);
    room().change(t -> t.sealed().deleteAll(domain));
    assertThat(ofEngine(Kind.DKIM_KEY, domain)).isEmpty();
    assertThat(ofEngine(Kind.EGRESS, domain)).isEmpty();
    assertThat(ofEngine(Kind.DKIM_KEY, other)).containsExactly(beside);
  }

  @Test
  default void what_the_engine_itself_keeps_is_of_no_workspace() {
    Scope.OfWorkspace acme = room().workspace("acme");
    UUID platform = platformDomain("mail.example");
    UUID claimed = room().domain(acme, "acme.example").value();
    SealedRow ofEngine = keep(Kind.DKIM_KEY, platform, 0, 1);
    SealedRow ofAcme = put(acme, Kind.DKIM_KEY, claimed, 0, Rows.sealed(2));

    assertThat(list(acme, Kind.DKIM_KEY, platform)).isEmpty();
    assertThat(ofEngine(Kind.DKIM_KEY, claimed)).isEmpty();
    Attempt.at(() -> room().change(t -> Rungs.at(t, acme).sealed().delete(Kind.DKIM_KEY, platform, 0)));
    Attempt.at(() -> room().change(t -> Rungs.at(t, acme).sealed().deleteAll(platform)));
    room().change(t -> t.sealed().deleteAll(claimed));
    assertThat(ofEngine(Kind.DKIM_KEY, platform)).containsExactly(ofEngine);
    assertThat(list(acme, Kind.DKIM_KEY, claimed)).containsExactly(ofAcme);
  }

  @Test
  default void what_the_engine_itself_keeps_is_there_after_a_restart() {
    UUID domain = platformDomain("mail.example");
    SealedRow kept = keep(Kind.DKIM_KEY, domain, 0, 3_000);
    restart();

    assertThat(ofEngine(Kind.DKIM_KEY, domain)).containsExactly(kept);
  }

  private UUID platformDomain(String name) {
    DomainId domain = room().ids().domain();
    room().change(t -> t.routing().insertPlatformDomain(domain, DomainName.of(name)));
    return domain.value();
  }

  private SealedRow keep(Kind kind, UUID owner, int number, int length) {
    SealedRow row = new SealedRow(kind, owner, number, Rows.sealed(length));
    room().change(t -> t.sealed().put(row));
    return row;
  }

  private List<SealedRow> ofEngine(Kind kind, UUID owner) {
    return room().list(t -> t.sealed().list(kind, owner));
  }

  @Test
  default void nothing_is_sealed_for_a_workspace_that_is_not_there() {
    Scope.OfWorkspace acme = room().workspace("acme");
    Scope.OfWorkspace straddling = room().tenant("beta").workspace(acme.workspace());
    UUID own = acme.workspace().value();
    Attempt.at(() -> put(straddling, Kind.EGRESS, own, 0, Rows.sealed(1)));

    assertThat(list(straddling, Kind.EGRESS, own)).isEmpty();
    assertThat(list(acme, Kind.EGRESS, own)).isEmpty();
  }

  private SealedRow put(Scope.OfWorkspace workspace, Kind kind, UUID owner, int number, SealedBytes content) {
    SealedRow row = new SealedRow(kind, owner, number, content);
    room().change(t -> Rungs.at(t, workspace).sealed().put(row));
    return row;
  }

  private List<SealedRow> list(Scope.OfWorkspace workspace, Kind kind, UUID owner) {
    return room().list(t -> Rungs.at(t, workspace).sealed().list(kind, owner));
  }
}
