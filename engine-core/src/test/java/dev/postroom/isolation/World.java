package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.MailEngine;
import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.id.DomainId;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.store.MailStore;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.SettableClock;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One life of an engine beside the model of it: each step does something to both, and then compares all that keys can see. */
final class World implements AutoCloseable {
  private static final int REMEMBERED = 12;
  /** So often everything is looked at, whatever was touched. */
  private static final int WHOLE = 25;
  private static final LogWatch LOG = LogWatch.INSTALLED;

  final SettableClock clock = SettableClock.at(Instant.parse("2026-11-21T08:00:00Z"));
  final IdSequence absentIds = IdSequence.of(clock, 7);
  final ScriptedDns dns = ScriptedDns.empty();
  final MailStore store;
  /** How long the engine may take for what it does in its own time. */
  final Duration patience;
  final MailEngine engine;
  final Model model;
  final Canaries canaries = new Canaries();
  final CursorPool cursors = new CursorPool();
  final Map<HeldSession, Object> heldSessions = new HashMap<>();
  final Set<Outcome> outcomes = new HashSet<>();
  /** What became of messages and of their deliveries, in words. */
  final Set<String> ends = new HashSet<>();
  Optional<Method> trying = Optional.empty();
  final Touched touched = new Touched();
  private final Deque<String> journal = new ArrayDeque<>();
  private final OperatorActs operator = new OperatorActs(this, new Minds(this));
  final MailActs mail = new MailActs(this);
  final Post post = new Post(this);
  private int words;
  private int steps;

  /** A session that was opened by a key at a place, and is kept open. */
  record HeldSession(KeyNode key, Scope place) {}

  /** That a method was granted, or refused for a reason: what this life has tried. */
  record Outcome(Optional<Method> method, Optional<FailureReason> refusal) {}

  World(MailStore store, MasterKey masterKey) {
    this(store, store, masterKey, Duration.ofSeconds(30));
  }

  /** Where the engine sees another store than the model: one that is broken, over which some things never come to their end. */
  World(MailStore store, MailStore seenByTheEngine, MasterKey masterKey, Duration patience) {
    this.store = store;
    this.patience = patience;
    this.engine = MailEngine.builder(seenByTheEngine, masterKey).clock(clock).dns(dns).start();
    this.engine.addPlatformDomain(Model.PLATFORM.value());
    DomainId platform = store.read(transaction -> transaction.routing().platformDomain(Model.PLATFORM).orElseThrow());
    this.model = new Model(platform);
    operator.furnish(new Random(0));
  }

  /**
   * Does one thing, which the seed decides, and looks at all that it can have changed with every key, and now and then at all that one can
   * see. What is changed where it should not stays so, and is seen when everything is looked at.
   */
  void step(long seed) {
    Random random = new Random(seed);
    step(random, () -> {
      steps++;
      if (steps % WHOLE == 0) {
        new Views(this, random).checkAll();
      } else {
        new Views(this, random).check(touched.all());
      }
    });
  }

  /** Looks at everything. */
  void look() {
    compare(() -> new Views(this, new Random(steps)).checkAll());
  }

  /** Does one thing, and looks at nothing but the answer. */
  void stepUnseen(long seed) {
    step(new Random(seed), () -> {
    });
  }

  private void step(Random random, Runnable look) {
    compare(() -> {
      touched.clear();
      act(random);
      trying = Optional.empty();
      look.run();
    });
  }

  private void compare(Runnable work) {
    try {
      work.run();
      assertThat(LOG.take()).as("what was logged").isEmpty();
    } catch (AssertionError | RuntimeException different) {
      throw new AssertionError(different.getMessage() + "\nafter " + String.join("\n  then ", journal), different);
    }
  }

  private void act(Random random) {
    int kind = random.nextInt(100);
    if (kind < 24) {
      operator.act(random);
    } else if (kind < 38) {
      mail.receive(random);
    } else if (!model.keys.isEmpty()) {
      SessionMethods.Chosen method = SessionMethods.any(random);
      List<KeyNode> keys = model.keys.stream().filter(method::isWithin).toList();
      if (!keys.isEmpty()) {
        method.perform(new Turn(this, random, keys.get(random.nextInt(keys.size()))));
      }
    }
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** A number that no other thing of this world is named by. */
  int number() {
    return ++words;
  }

  void note(String happened) {
    journal.addLast(happened);
    if (journal.size() > REMEMBERED) {
      journal.removeFirst();
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
