package dev.postroom.isolation;

import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.Effort;
import dev.postroom.testkit.SpareRsaKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** Makes worlds, and closes them. */
final class Lives {
  private static final int TRIES = Effort.of(40, 400);
  private static final int STEPS = 75;
  private static final ThreadLocal<List<World>> OPEN = ThreadLocal.withInitial(ArrayList::new);
  private static final MasterKey MASTER_KEY = TestMasterKey.create();

  private Lives() {}

  /** Sets the number of tries, which an annotation could not read from a system property. */
  static final class AsManyAsSaid implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
      context.attributes().setTries(TRIES);
      SpareRsaKeys.handOut();
      try {
        return property.execute();
      } finally {
        SpareRsaKeys.keepBack();
      }
    }
  }

  static ActionChainArbitrary<World> over(Supplier<MailStore> store) {
    Action.Independent<World> step = () -> Arbitraries.longs()
        .withoutEdgeCases()
        .map(seed -> Transformer.mutate("step " + seed, world -> world.step(seed)));
    return ActionChain.<World>startWith(() -> begun(store.get())).withAction(step).withMaxTransformations(STEPS);
  }

  private static World begun(MailStore store) {
    World world = new World(store, MASTER_KEY);
    OPEN.get().add(world);
    return world;
  }

  static void live(ActionChain<World> life) {
    try {
      life.run();
      OPEN.get().forEach(World::look);
    } finally {
      OPEN.get().forEach(World::close);
      OPEN.get().clear();
    }
  }
}
