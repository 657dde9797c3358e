package dev.postroom.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Explanation.ByList;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Which entry decides, against a model that looks at all of them. */
class ListsProps {

  /** An entry to be added, or an address to be asked about. */
  record Step(int place, Direction direction, Verdict verdict, AddressPattern pattern, EmailAddress asked,
      boolean removes) {}

  private static final List<String> DOMAINS =
      List.of("example", "a.example", "b.a.example", "ba.example", "BÜCHER.example", "xn--bcher-kva.example");

  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<String> domains = Arbitraries.of(DOMAINS);
    Arbitrary<EmailAddress> addresses =
        Combinators.combine(Arbitraries.of("ann", "Ann", "ANN+tag", "\"ann\"", "Jürgen", "jürgen"), domains)
            .as((local, domain) -> EmailAddress.parse(local + '@' + domain));
    Arbitrary<AddressPattern> patterns = Arbitraries.oneOf(addresses.map(AddressPattern::of),
        domains.map(text -> AddressPattern.of(DomainName.of(text))),
        domains.map(text -> AddressPattern.orBelow(DomainName.of(text))),
        Arbitraries.just(AddressPattern.everyone()));
    return Combinators.combine(Arbitraries.integers().between(0, 4), Arbitraries.of(Direction.class),
        Arbitraries.of(Verdict.class), patterns, addresses, Arbitraries.of(true, false, false)).as(Step::new);
  }

  @Property(tries = 150)
  void the_entry_that_decides_is_the_narrowest_of_the_narrowest_place(@ForAll List<@From("steps") Step> steps) {
    PolicyHouse house = new PolicyHouse();
    List<Scope> scopes =
        List.of(house.mailbox, house.workspace, house.tenant, house.neighbour, house.stranger.inWorkspace());
    Map<Scope, List<ListEntry>> model = new HashMap<>();
    for (Step step : steps) {
      Scope scope = scopes.get(step.place());
      List<ListEntry> entries = model.computeIfAbsent(scope, fresh -> new ArrayList<>());
      if (step.removes() && !entries.isEmpty()) {
        house.policies.lists().remove(scope, entries.remove(0).id(), Optional.empty());
      } else {
        ListEntry entry =
            house.policies.lists().add(scope, step.direction(), step.verdict(), step.pattern(), Optional.empty());
        if (!entries.contains(entry)) {
          entries.add(entry);
        }
      }
      for (Places places : List.of(house.places(), Places.of(house.stranger))) {
        Optional<ByList> expected = decided(model, places, step.direction(), step.asked());
        assertThat(house.policies.lists().decide(step.direction(), places, step.asked())).isEqualTo(expected);
      }
    }
    for (Step step : steps) {
      assertThat(house.policies().lists().decide(step.direction(), house.places(), step.asked()))
          .isEqualTo(decided(model, house.places(), step.direction(), step.asked()));
    }
  }

  private static Optional<ByList> decided(Map<Scope, List<ListEntry>> model, Places places, Direction direction,
      EmailAddress address) {
    for (Scope scope : List.of(places.mailbox(), places.workspace(), places.tenant())) {
      Optional<ListEntry> best = model.getOrDefault(scope, List.of())
          .stream()
          .filter(entry -> entry.direction() == direction && entry.pattern().matches(address))
          .min(Comparator.comparingInt((ListEntry entry) -> rank(entry.pattern()))
              .thenComparing(entry -> entry.verdict() == Verdict.BLOCK ? 0 : 1, Comparator.naturalOrder()));
      if (best.isPresent()) {
        return best.map(entry -> new ByList(scope, entry));
      }
    }
    return Optional.empty();
  }

  private static int rank(AddressPattern pattern) {
    return switch (pattern) {
      case AddressPattern.Exactly exactly -> 0;
      case AddressPattern.OnDomain on -> 1;
      case AddressPattern.OnDomainOrBelow below -> 1_000 - below.domain().value().length();
      case AddressPattern.Everyone all -> 2_000;
    };
  }

  @Property(tries = 20)
  void adding_what_is_there_returns_it(@ForAll List<@From("steps") Step> steps) {
    PolicyHouse house = new PolicyHouse();
    for (Step step : steps) {
      ListEntry first =
          house.policies.lists().add(house.mailbox, step.direction(), step.verdict(), step.pattern(), Optional.empty());
      assertThat(house.policies()
          .lists()
          .add(house.mailbox, step.direction(), step.verdict(), step.pattern(), Optional.empty()))
          .isEqualTo(first);
    }
  }
}
