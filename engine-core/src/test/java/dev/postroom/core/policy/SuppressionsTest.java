package dev.postroom.core.policy;

import static dev.postroom.core.policy.suppression.NewSuppression.learnt;
import static dev.postroom.core.policy.suppression.NewSuppression.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.policy.suppression.NewSuppression;
import dev.postroom.core.policy.suppression.Suppressions;
import dev.postroom.error.InvalidInputException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.Explanation.BySuppression;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Suppression;
import dev.postroom.policy.Suppression.Reason;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.testkit.CanaryScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SuppressionsTest {
  private static final EmailAddress ANN = EmailAddress.parse("ann@there.example");
  private static final DeliveryId DELIVERY = new DeliveryId(new UUID(7, 7));

  private final PolicyHouse house = new PolicyHouse();
  private final Suppressions suppressions = house.policies.suppressions();

  @TempDir
  private Path folder;

  private Optional<BySuppression> found(Scope.OfMailbox mailbox) {
    return suppressions.find(Places.of(mailbox), ANN);
  }

  private Optional<Instant> in(Duration time) {
    return Optional.of(house.clock.instant().plus(time));
  }

  @Test
  void a_mailbox_is_kept_from_an_address_by_its_own_entries_and_its_workspaces() {
    Suppression own = suppressions.add(house.mailbox, said(ANN, Reason.UNSUBSCRIBE, Optional.empty()));
    assertThat(found(house.mailbox)).contains(new BySuppression(house.mailbox, own));
    assertThat(found(house.neighbour)).isEmpty();

    Suppression shared = suppressions.add(house.workspace, learnt(ANN, Reason.COMPLAINT, DELIVERY));
    assertThat(found(house.mailbox)).contains(new BySuppression(house.mailbox, own));
    assertThat(found(house.neighbour)).contains(new BySuppression(house.workspace, shared));
    assertThat(found(house.stranger)).as("of another workspace").isEmpty();
    assertThat(suppressions.findAt(house.neighbour, ANN)).isEmpty();
  }

  @Test
  void case_and_international_domains_do_not_matter() {
    suppressions.add(house.mailbox, said(EmailAddress.parse("Jürgen@BÜCHER.example"), Reason.MANUAL, Optional.empty()));
    for (String spelling : List.of("jürgen@bücher.example", "JÜRGEN@xn--bcher-kva.example", "\"jürgen\"@Bücher.Example",
        "ju\u0308rgen@bücher.example")) {
      EmailAddress address = EmailAddress.parse(spelling);
      assertThat(suppressions.find(house.places(), address)).as(spelling).isPresent();
      assertThat(house.policies().suppressions().find(house.places(), address)).as(spelling).isPresent();
    }
    assertThat(suppressions.find(house.places(), EmailAddress.parse("jurgen@bücher.example"))).isEmpty();
  }

  @Test
  void an_entry_counts_until_it_expires() {
    suppressions.add(house.mailbox, said(ANN, Reason.MANUAL, in(Duration.ofDays(1))));
    house.clock.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(found(house.mailbox)).isPresent();
    house.clock.tick();
    assertThat(found(house.mailbox)).isEmpty();
    assertThat(suppressions.list(house.mailbox, PageRequest.first()).items()).hasSize(1);

    Suppression again = suppressions.add(house.mailbox, said(ANN, Reason.MANUAL, in(Duration.ofHours(1))));
    assertThat(found(house.mailbox)).contains(new BySuppression(house.mailbox, again));
    assertThat(suppressions.list(house.mailbox, PageRequest.first()).items()).containsExactly(again);
  }

  @Test
  void a_time_that_is_over_is_refused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> suppressions.add(house.mailbox, said(ANN, Reason.MANUAL, in(Duration.ZERO))));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> suppressions.add(house.tenant, said(ANN, Reason.MANUAL, Optional.empty())));
  }

  @Test
  void of_two_for_one_address_the_one_that_lasts_longer_stays() {
    Suppression first = suppressions.add(house.mailbox, said(ANN, Reason.COMPLAINT, in(Duration.ofDays(1))));
    assertThat(suppressions.add(house.mailbox, said(ANN, Reason.COMPLAINT, in(Duration.ofDays(1))))).isEqualTo(first);
    assertThat(suppressions.add(house.mailbox, said(ANN, Reason.COMPLAINT, in(Duration.ofHours(1))))).isEqualTo(first);
    Suppression longer = suppressions.add(house.mailbox, said(ANN, Reason.MANUAL, in(Duration.ofDays(2))));
    assertThat(longer.reason()).isEqualTo(Reason.MANUAL);
    Suppression forGood = suppressions.add(house.mailbox, learnt(ANN, Reason.HARD_BOUNCE, DELIVERY));
    assertThat(forGood.source()).contains(DELIVERY);
    assertThat(suppressions.list(house.mailbox, PageRequest.first()).items()).containsExactly(forGood);
    assertThat(house.events(EventType.SUPPRESSION_ADDED, EventType.SUPPRESSION_REMOVED)).extracting(Event::detail)
        .extracting(Optional::get)
        .containsExactly(first.id().toString(), first.id().toString(), longer.id().toString(), longer.id().toString(),
            forGood.id().toString());
  }

  @Test
  void of_two_that_end_together_the_one_with_the_stronger_reason_stays() {
    List<Reason> weakestFirst = List.of(Reason.MANUAL, Reason.HARD_BOUNCE, Reason.UNSUBSCRIBE, Reason.COMPLAINT);
    for (Reason reason : weakestFirst) {
      assertThat(suppressions.add(house.mailbox, said(ANN, reason, Optional.empty())).reason()).isEqualTo(reason);
    }
    for (Reason reason : weakestFirst) {
      assertThat(suppressions.add(house.mailbox, said(ANN, reason, Optional.empty())).reason())
          .isEqualTo(Reason.COMPLAINT);
    }
  }

  @Test
  void what_is_suppressed_in_a_change_that_fails_is_not() {
    found(house.mailbox);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> house.changes.make(transaction -> {
      suppressions.suppress(transaction, house.mailbox, learnt(ANN, Reason.HARD_BOUNCE, DELIVERY));
      throw new IllegalStateException("the rest of the change fails");
    }));
    assertThat(found(house.mailbox)).isEmpty();
    house.changes.make(transaction -> {
      Suppression made = suppressions.suppress(transaction, house.mailbox, learnt(ANN, Reason.HARD_BOUNCE, DELIVERY));
      assertThat(suppressions.findIn(transaction, house.mailbox, ANN)).contains(made);
      return made;
    });
    assertThat(found(house.mailbox)).isPresent();
  }

  @Test
  void what_is_removed_may_be_written_to_again() {
    suppressions.add(house.mailbox, said(ANN, Reason.MANUAL, Optional.empty()));
    assertThat(found(house.mailbox)).isPresent();
    assertThat(suppressions.remove(house.neighbour, ANN, Optional.empty())).isFalse();
    assertThat(suppressions.remove(house.mailbox, ANN, Optional.empty())).isTrue();
    assertThat(suppressions.remove(house.mailbox, ANN, Optional.empty())).isFalse();
    assertThat(found(house.mailbox)).isEmpty();
  }

  @Test
  void what_one_thread_was_answered_holds_for_it_whatever_the_others_do() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        EmailAddress own = EmailAddress.parse("ann" + thread + "@there.example");
        all.add(threads.submit(() -> holdsThroughout(own)));
      }
      for (Future<Boolean> each : all) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  private boolean holdsThroughout(EmailAddress own) {
    boolean holds = true;
    for (int round = 0; round < 60; round++) {
      suppressions.add(house.mailbox, said(own, Reason.MANUAL, Optional.empty()));
      holds &= suppressions.find(house.places(), own).isPresent();
      suppressions.forget(house.mailbox);
      holds &= suppressions.find(house.places(), own).isPresent();
      suppressions.remove(house.mailbox, own, Optional.empty());
      holds &= suppressions.find(house.places(), own).isEmpty();
    }
    return holds;
  }

  @Test
  void no_row_shows_an_address() throws IOException {
    NewSuppression wanted =
        said(EmailAddress.parse("canary.local@canary-domain.example"), Reason.MANUAL, in(Duration.ofDays(9)));
    Suppression entry = suppressions.add(house.mailbox, wanted);
    house.policies.lists()
        .add(house.mailbox, ListEntry.Direction.SEND, ListEntry.Verdict.BLOCK, AddressPattern.of(wanted.address()),
            Optional.empty());
    house.policies.lists()
        .add(house.mailbox, ListEntry.Direction.RECEIVE, ListEntry.Verdict.BLOCK,
            AddressPattern.orBelow(wanted.address().domain().orElseThrow()), Optional.empty());
    Files.write(folder.resolve("rows"), rows(house.mailbox));

    List<String> words = List.of("canary.local", "canary-domain");
    assertThat(CanaryScan.of(folder, words)).isEmpty();
    assertThat(entry.toString() + wanted).doesNotContain("canary");

    Files.writeString(folder.resolve("control"), wanted.address().toString());
    assertThat(CanaryScan.of(folder, words)).as("the scan finds what is there").isNotEmpty();
  }

  private byte[] rows(Scope.OfMailbox place) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (PolicyRow.Kind kind : PolicyRow.Kind.values()) {
      List<PolicyRow> rows = house.store.read(transaction -> transaction.tenant(place.tenant())
          .workspace(place.workspace())
          .mailbox(place.mailbox())
          .policy()
          .list(kind, Optional.empty(), 100));
      assertThat(rows).hasSize(1);
      rows.forEach(row -> {
        octets.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
        octets.writeBytes(row.content().toByteArray());
        octets.writeBytes(row.token().value().toByteArray());
      });
    }
    house.events().forEach(event -> octets.writeBytes(event.toString().getBytes(StandardCharsets.UTF_8)));
    return octets.toByteArray();
  }
}
