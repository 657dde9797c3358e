package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.admin.ScopeAdmin;
import dev.postroom.error.PostroomException;
import dev.postroom.journeys.Estate.Lodger;
import dev.postroom.journeys.RawVault.Slot;
import dev.postroom.journeys.Seen.Thing;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.testkit.CanaryScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is erased opens neither from what is left nor from a copy of all but the vault that was taken before, put beside the vault of
 * today; and the wrapped secrets themselves are in no file any more.
 */
class ErasedForGoodTest {
  @TempDir
  Path folder;

  private final Map<String, byte[]> wrapped = new LinkedHashMap<>();
  private final Set<KeyOwner> owners = new HashSet<>();

  /** The rungs to erase. */
  enum Rung {
    TENANT, WORKSPACE, MAILBOX
  }

  private static ScopeAdmin place(Estate estate, Rung rung) {
    return switch (rung) {
      case TENANT -> estate.tenants().get(0);
      case WORKSPACE -> estate.workspaces().get(0);
      case MAILBOX -> estate.lodgers().get(0).admin();
    };
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void what_is_erased_opens_from_no_file_and_no_copy_of_the_data(Rung rung) throws Exception {
    Path copy = folder.resolve("copy");
    Seen seen;
    Map<Thing, String> whole;
    try (Estate estate = Estate.open(folder).furnish().publish()) {
      seen = Seen.of(estate);
      whole = seen.in(estate);
      rememberSecrets(estate, place(estate, rung).scope());
    }
    copyAllButTheVault(copy);
    assertThat(CanaryScan.ofOctets(House.store(folder), wrapped)).extracting(CanaryScan.Finding::word)
        .containsExactlyInAnyOrderElementsOf(wrapped.keySet());

    Scope erased;
    try (Estate estate = Estate.open(folder)) {
      erased = place(estate, rung).scope();
      place(estate, rung).erase();
      assertNothingOpens(erased, seen, whole, estate);
      assertNoSecretIsLeft();
    }
    assertNoSecretIsLeft();

    Files.copy(House.store(folder).resolve("vault"), House.store(copy).resolve("vault"));
    try (Estate estate = Estate.open(copy)) {
      assertNothingOpens(erased, seen, whole, estate);
    }
  }

  /** The control: beside the vault of that day the copy opens, all of it. So it is the vault that matters. */
  @ParameterizedTest
  @EnumSource(value = Rung.class, names = "TENANT")
  void beside_the_vault_of_its_day_a_copy_opens(Rung rung) throws Exception {
    Path copy = folder.resolve("copy");
    Seen seen;
    Map<Thing, String> whole;
    try (Estate estate = Estate.open(folder).furnish()) {
      seen = Seen.of(estate);
      whole = seen.in(estate);
      rememberSecrets(estate, place(estate, rung).scope());
    }
    copyAllButTheVault(copy);
    Files.copy(House.store(folder).resolve("vault"), House.store(copy).resolve("vault"));
    try (Estate estate = Estate.open(folder)) {
      place(estate, rung).erase();
    }
    try (Estate estate = Estate.open(copy)) {
      Scope place = place(estate, rung).scope();
      assertThat(seen.in(estate)).isEqualTo(whole);
      assertThatThrownBy(() -> assertNothingOpens(place, seen, whole, estate)).isInstanceOf(AssertionError.class);
    }
    assertThat(CanaryScan.ofOctets(House.store(copy), wrapped)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void an_erasure_while_mail_comes_in_and_keys_are_rotated_leaves_no_secret(Rung rung) throws Exception {
    try (Estate estate = Estate.open(folder).furnish()) {
      Scope erased = place(estate, rung).scope();
      rememberSecrets(estate, erased);
      AtomicBoolean done = new AtomicBoolean();
      CountDownLatch busy = new CountDownLatch(12);
      List<CompletableFuture<Integer>> work = new ArrayList<>();
      for (Lodger lodger : estate.lodgers()) {
        work.add(working(done, busy, () -> estate.receive(lodger, "a letter", "text")));
        work.add(working(done, busy, () -> lodger.admin().rotateEncryption()));
      }
      work.add(working(done, busy, () -> estate.workspaces().get(0).rotateEncryption()));
      try {
        assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
        rememberSecrets(estate, erased);
        place(estate, rung).erase();
      } finally {
        done.set(true);
      }
      assertThat(work.stream().mapToInt(CompletableFuture::join).sum()).isPositive();
      assertNoSecretIsLeft();
      assertThat(Seen.of(() -> Seen.listed(estate.lodgers().get(3).session()))).contains("a letter");
    }
    assertNoSecretIsLeft();
  }

  /** Does something again and again; who is erased meanwhile is told so, in a typed way. Answers how often it was done. */
  private static CompletableFuture<Integer> working(AtomicBoolean done, CountDownLatch busy, Runnable work) {
    AtomicInteger times = new AtomicInteger();
    return CompletableFuture.supplyAsync(() -> {
      do {
        try {
          work.run();
          times.incrementAndGet();
        } catch (PostroomException erased) {
          // As it should.
        }
        busy.countDown();
      } while (!done.get());
      return times.get();
    }, task -> Thread.ofPlatform().daemon().start(task));
  }

  private void rememberSecrets(Estate estate, Scope place) throws IOException {
    Stream<? extends ScopeAdmin> all = Stream.of(estate.tenants(), estate.workspaces(),
        estate.lodgers().stream().map(Lodger::admin).toList(),
        estate.tenants().stream().map(tenant -> tenant.defaultWorkspace()).toList()).flatMap(List::stream);
    all.map(ScopeAdmin::scope).filter(place::covers).forEach(scope -> {
      owners.add(KeyOwner.of(scope));
      owners.add(KeyOwner.ofRecords(scope));
    });
    new RawVault(estate.store()).secrets().forEach((slot, secret) -> {
      if (owners.contains(slot.owner())) {
        wrapped.put(slot.owner() + " in slot " + slot.number() + " of " + wrapped.size(), secret);
      }
    });
    assertThat(wrapped).isNotEmpty();
  }

  private void copyAllButTheVault(Path copy) throws IOException {
    Files.createDirectories(House.store(copy));
    Files.copy(folder.resolve("master.key"), copy.resolve("master.key"));
    try (Stream<Path> files = Files.walk(House.store(folder))) {
      for (Path file : files.filter(each -> !each.endsWith("vault")).toList()) {
        Path target = House.store(copy).resolve(House.store(folder).relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void assertNothingOpens(Scope erased, Seen seen, Map<Thing, String> whole, Estate estate) {
    Map<Thing, String> now = seen.in(estate);
    assertThat(now.keySet().stream().filter(thing -> isAt(erased, thing)).count()).isGreaterThan(10);
    now.forEach((thing, shown) -> {
      if (isAt(erased, thing)) {
        assertThat(shown).as("%s", thing).isIn(Seen.BROKEN, Seen.GONE);
      } else {
        assertThat(shown).as("%s", thing).isEqualTo(whole.get(thing));
      }
    });
  }

  private static boolean isAt(Scope erased, Thing thing) {
    return thing.place().filter(erased::covers).isPresent();
  }

  private void assertNoSecretIsLeft() throws IOException {
    assertThat(CanaryScan.ofOctets(House.store(folder), wrapped)).isEmpty();
    assertThat(new RawVault(House.store(folder)).slots()).extracting(Slot::owner)
        .isNotEmpty()
        .doesNotContainAnyElementsOf(owners);
  }
}
