package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.store.StoreTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done at a place is answered as if the place were alone, though others at every rung hold the same as it does; and they
 * keep what they have, whosever ids are given.
 */
public interface BystanderContract extends StoreUnderTest {

  @Test
  default void a_mailbox_is_answered_as_if_it_were_alone() {
    assertThat(Neighbours.ofMailbox(room()).difference(store(), UnaryOperator.identity())).isEmpty();
  }

  @Test
  default void a_workspace_is_answered_as_if_it_were_alone() {
    assertThat(Neighbours.ofWorkspace(room()).difference(store(), UnaryOperator.identity())).isEmpty();
  }

  @Test
  default void a_tenant_is_answered_as_if_it_were_alone() {
    assertThat(Neighbours.ofTenant(room()).difference(store(), UnaryOperator.identity())).isEmpty();
  }

  @Test
  default void every_method_of_a_place_is_tried_with_neighbours() {
    Set<String> tried = new HashSet<>();
    UnaryOperator<StoreTransaction> noting = transaction -> CallNotes.in(tried, transaction);
    for (Function<MailRoom, Neighbours> rung : List.<Function<MailRoom, Neighbours>>of(Neighbours::ofMailbox,
        Neighbours::ofWorkspace, Neighbours::ofTenant)) {
      assertThat(rung.apply(room()).difference(store(), noting)).isEmpty();
    }
    assertThat(tried).containsAll(CallNotes.methodsOfPlaces());
  }

  @Test
  default void what_others_have_is_there_when_it_is_looked_for_later() {
    List<Neighbours> all =
        Stream.<Function<MailRoom, Neighbours>>of(Neighbours::ofMailbox, Neighbours::ofWorkspace, Neighbours::ofTenant)
            .map(rung -> rung.apply(room()))
            .toList();
    assertThat(all).allSatisfy(each -> assertThat(each.difference(store(), UnaryOperator.identity())).isEmpty());
    assertThat(all).allSatisfy(each -> assertThat(each.forgotten(store())).isEmpty());
    restart();
    // What nothing points at is swept at the first change.
    room().tenant("somebody");
    assertThat(all).allSatisfy(each -> assertThat(each.unread(store())).isEmpty());
  }
}
