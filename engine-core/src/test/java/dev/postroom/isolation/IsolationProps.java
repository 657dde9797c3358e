package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.isolation.Surface;
import dev.postroom.testkit.store.InMemoryMailStore;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/**
 * Tenants, workspaces, mailboxes, keys, mail and time go their ways at random, beside a model of what each key should see.
 */
class IsolationProps {

  /** Where everything is kept in this life. */
  MailStore emptyStore() {
    return InMemoryMailStore.open();
  }

  @Property(shrinking = ShrinkingMode.BOUNDED)
  @AddLifecycleHook(Lives.AsManyAsSaid.class)
  void nobody_ever_sees_anything_but_what_is_theirs(@ForAll("lives") ActionChain<World> life) {
    Lives.live(life);
  }

  @Provide
  ActionChainArbitrary<World> lives() {
    return Lives.over(this::emptyStore);
  }

  @Example
  void every_method_that_a_key_can_reach_is_tried() {
    assertThat(SessionMethods.tabled()).containsExactlyInAnyOrderElementsOf(Surface.methods());
  }
}
