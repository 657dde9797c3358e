package dev.postroom.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.policy.list.Lists;
import dev.postroom.core.policy.suppression.NewSuppression;
import dev.postroom.error.InvalidCursorException;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListsTest {
  private static final EmailAddress ANN = EmailAddress.parse("ann@there.example");

  private final PolicyHouse house = new PolicyHouse();
  private final Lists lists = house.policies.lists();

  @Test
  void entries_are_listed_a_page_at_a_time_in_the_order_of_their_making() {
    List<ListEntry> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(lists.add(house.workspace, Direction.SEND, Verdict.BLOCK,
          AddressPattern.of(EmailAddress.parse("ann" + i + "@there.example")), Optional.empty()));
    }
    lists.add(house.workspace, Direction.RECEIVE, Verdict.BLOCK, AddressPattern.everyone(), Optional.empty());
    lists.add(house.mailbox, Direction.SEND, Verdict.BLOCK, AddressPattern.everyone(), Optional.empty());

    List<ListEntry> listed = new ArrayList<>();
    Page<ListEntry> page = lists.list(house.workspace, Direction.SEND, PageRequest.first().limit(3));
    listed.addAll(page.items());
    while (page.next().isPresent()) {
      page = lists.list(house.workspace, Direction.SEND, PageRequest.first().limit(3).after(page.next().get()));
      listed.addAll(page.items());
    }
    assertThat(listed).isEqualTo(made);
  }

  @Test
  void a_cursor_of_another_list_or_place_is_refused() {
    lists.add(house.workspace, Direction.SEND, Verdict.BLOCK, AddressPattern.everyone(), Optional.empty());
    PageRequest after = PageRequest.first()
        .after(lists.list(house.workspace, Direction.SEND, PageRequest.first().limit(1)).next().orElseThrow());
    assertThatExceptionOfType(InvalidCursorException.class)
        .isThrownBy(() -> lists.list(house.workspace, Direction.RECEIVE, after));
    assertThatExceptionOfType(InvalidCursorException.class)
        .isThrownBy(() -> lists.list(house.tenant, Direction.SEND, after));
  }

  @Test
  void adding_and_removing_is_told_once_with_the_entrys_id() {
    ListEntry entry = lists.add(house.mailbox, Direction.SEND, Verdict.BLOCK, AddressPattern.of(ANN), Optional.empty());
    lists.add(house.mailbox, Direction.SEND, Verdict.BLOCK, AddressPattern.of(ANN), Optional.empty());
    lists.remove(house.mailbox, entry.id(), Optional.empty());
    assertThat(house.events(EventType.LIST_ENTRY_ADDED, EventType.LIST_ENTRY_REMOVED)).allSatisfy(event -> {
      assertThat(event.scope()).isEqualTo(house.mailbox);
      assertThat(event.detail()).contains(entry.id().toString());
    }).extracting(Event::type).containsExactly(EventType.LIST_ENTRY_ADDED, EventType.LIST_ENTRY_REMOVED);
  }

  @Test
  void an_entry_is_removed_from_its_own_place_only_and_a_suppression_not_at_all() {
    ListEntry entry =
        lists.add(house.workspace, Direction.SEND, Verdict.BLOCK, AddressPattern.of(ANN), Optional.empty());
    Suppression suppression = house.policies.suppressions()
        .add(house.workspace, NewSuppression.said(ANN, Suppression.Reason.MANUAL, Optional.empty()));
    for (var place : List.of(house.mailbox, house.tenant, house.stranger.inWorkspace())) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> lists.remove(place, entry.id(), Optional.empty()));
    }
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> lists.remove(house.workspace, suppression.id(), Optional.empty()));
    lists.remove(house.workspace, entry.id(), Optional.empty());
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> lists.remove(house.workspace, entry.id(), Optional.empty()));
  }

  @Test
  void an_entry_still_decides_after_the_keys_of_its_place_were_rotated() {
    lists.add(house.workspace, Direction.SEND, Verdict.BLOCK, AddressPattern.of(ANN), Optional.empty());
    house.ladder.rotate(house.workspace);
    ListEntry later =
        lists.add(house.workspace, Direction.SEND, Verdict.BLOCK, AddressPattern.of(ANN), Optional.empty());
    assertThat(house.policies().lists().decide(Direction.SEND, house.places(), ANN))
        .hasValueSatisfying(decided -> assertThat(decided.entry()).isEqualTo(later));
    assertThat(lists.list(house.workspace, Direction.SEND, PageRequest.first()).items()).containsExactly(later);
  }
}
