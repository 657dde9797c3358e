package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.journeys.RawContents.Extent;
import dev.postroom.journeys.RawTables.Row;
import dev.postroom.journeys.RawVault.Slot;
import dev.postroom.journeys.Seen.Thing;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What lies outside of the tables: the contents in the segments, and the wrapped secrets in the vault. Each damage is done twice, as a
 * disk would do it, and with checksums that fit.
 */
@TestInstance(Lifecycle.PER_CLASS)
class StoredOctetsDamageTest {
  /** Of a sealed content in frames: 26 octets in front, and what is sealed of 64 KiB with its nonce and tag. */
  private static final int FRAMES_AT = RawContents.HEADER + 26;
  private static final int FRAME = 65_536 + 40;
  /** Where none is found one is made, which does not open what the lost one has sealed. */
  private static final Set<KeyOwner.Rung> MADE_ANEW =
      EnumSet.of(KeyOwner.Rung.TENANT_RECORDS, KeyOwner.Rung.WORKSPACE_RECORDS);
  private static final int TIMES = Effort.of(1, 20);

  private final Estate estate;
  private final RawTables tables;
  private final RawContents contents;
  private final RawVault vault;
  private final Seen seen;
  private final Map<Thing, String> whole;
  private final List<Content> all = new ArrayList<>();
  private final Random random = new Random(20261127);

  private record Content(UUID message, Extent extent) {}

  /** What is done to a content. */
  enum Damage {
    ITS_HEADER, ITS_FORMAT, THE_VERSION_OF_ITS_KEY, ITS_FIRST_OCTETS, ITS_MIDDLE, ITS_END, ZEROS, FRAMES_EXCHANGED,
    A_FRAME_TWICE, THAT_OF_ANOTHER
  }

  /** One estate for all: each test puts back what it took. */
  StoredOctetsDamageTest(@TempDir Path folder) throws Exception {
    estate = Estate.open(folder).furnish();
    tables = RawTables.of(estate.store());
    contents = new RawContents(estate.store());
    vault = new RawVault(estate.store());
    seen = Seen.of(estate);
    whole = seen.in(estate);
    for (Row row : tables.rowsOf("message")) {
      all.add(new Content((UUID) tables.get(row, "message_id"), new Extent((long) tables.get(row, "content_segment"),
          (long) tables.get(row, "content_offset"), (long) tables.get(row, "content_length"))));
    }
  }

  @AfterAll
  void close() throws Exception {
    tables.close();
    estate.close();
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void a_content_that_is_not_as_it_was_is_not_read(Damage damage) throws Exception {
    for (int time = 0; time < TIMES; time++) {
      List<Content> fitting =
          all.stream().filter(content -> content.extent().length() > 2 * FRAME || !isOfFrames(damage)).toList();
      Content content = fitting.get(random.nextInt(fitting.size()));
      byte[] own = contents.read(content.extent());
      byte[] damaged = damaged(damage, own, content);
      assertThat(damaged).isNotEqualTo(own);
      for (byte[] written : List.of(damaged, RawContents.checked(damaged))) {
        contents.write(content.extent(), written);
        assertOnlyBroken(
            thing -> thing.id().equals(content.message()) && List.of("raw", "message").contains(thing.kind()));
      }
      contents.write(content.extent(), own);
    }
    assertThat(seen.in(estate)).isEqualTo(whole);
  }

  private static boolean isOfFrames(Damage damage) {
    return damage == Damage.FRAMES_EXCHANGED || damage == Damage.A_FRAME_TWICE;
  }

  private byte[] damaged(Damage damage, byte[] own, Content content) throws Exception {
    byte[] other = own.clone();
    int sealed = own.length - RawContents.HEADER - Integer.BYTES;
    switch (damage) {
      case ITS_HEADER -> other[random.nextInt(RawContents.HEADER - Integer.BYTES)] ^= 1;
      case ITS_FORMAT -> other[RawContents.HEADER] = 2;
      case THE_VERSION_OF_ITS_KEY -> other[RawContents.HEADER + 4] = 2;
      case ITS_FIRST_OCTETS -> other[RawContents.HEADER + random.nextInt(30)] ^= 4;
      case ITS_MIDDLE -> other[RawContents.HEADER + sealed / 2] ^= 2;
      case ITS_END -> other[RawContents.HEADER + sealed - 1] ^= (byte) 128;
      case ZEROS -> Arrays.fill(other, RawContents.HEADER, own.length, (byte) 0);
      case FRAMES_EXCHANGED -> {
        System.arraycopy(own, FRAMES_AT, other, FRAMES_AT + FRAME, FRAME);
        System.arraycopy(own, FRAMES_AT + FRAME, other, FRAMES_AT, FRAME);
      }
      case A_FRAME_TWICE -> System.arraycopy(own, FRAMES_AT, other, FRAMES_AT + FRAME, FRAME);
      case THAT_OF_ANOTHER -> {
        Content longer = all.stream()
            .filter(each -> !each.equals(content) && each.extent().length() >= content.extent().length())
            .findFirst()
            .orElseThrow();
        System.arraycopy(contents.read(longer.extent()), RawContents.HEADER, other, RawContents.HEADER, sealed);
      }
    }
    return other;
  }

  private void assertOnlyBroken(Predicate<Thing> broken) {
    Map<Thing, String> now = seen.in(estate);
    assertThat(now.keySet().stream().anyMatch(broken)).isTrue();
    now.forEach((thing, shown) -> assertThat(shown).as("%s", thing)
        .isEqualTo(broken.test(thing) ? Seen.BROKEN : whole.get(thing)));
  }

  /** As octets of a slot: its place in the file, and those of the secret in it. */
  @ParameterizedTest
  @ValueSource(strings = {"its owner", "its version", "its name", "its format", "its secret", "another's secret"})
  void a_secret_that_is_not_as_it_was_opens_nothing_of_its_place_and_all_of_the_others(String what) throws Exception {
    List<Slot> slots = new ArrayList<>(vault.slots());
    slots.removeIf(slot -> seen.things().stream().noneMatch(isBelow(slot.owner())));
    assertThat(slots).extracting(slot -> slot.owner().rung())
        .containsAll(EnumSet.complementOf(EnumSet.of(KeyOwner.Rung.ENGINE)));
    for (Slot slot : TIMES > 1 ? slots : oneOfEachRung(slots)) {
      if (what.equals("its owner") && MADE_ANEW.contains(slot.owner().rung())) {
        continue;
      }
      byte[] own = vault.read(slot);
      byte[] damaged = damaged(what, slot, own, slots);
      assertThat(damaged).isNotEqualTo(own);
      try {
        for (byte[] written : List.of(damaged, RawVault.checked(damaged))) {
          vault.write(slot, written);
          estate.forgetKeys();
          assertOnlyBroken(isBelow(slot.owner()));
        }
      } finally {
        vault.write(slot, own);
        estate.forgetKeys();
      }
    }
    assertThat(seen.in(estate)).isEqualTo(whole);
  }

  private List<Slot> oneOfEachRung(List<Slot> slots) {
    return slots.stream()
        .collect(Collectors.toMap(slot -> slot.owner().rung(), slot -> slot,
            (one, other) -> random.nextBoolean() ? one : other, TreeMap::new))
        .values()
        .stream()
        .toList();
  }

  private byte[] damaged(String what, Slot slot, byte[] own, List<Slot> slots) throws Exception {
    byte[] other = own.clone();
    switch (what) {
      case "its owner" -> other[21] ^= 1;
      case "its version" -> other[25] = 2;
      case "its name" -> other[35] ^= 1;
      case "its format" -> other[slot.secretAt()] = 9;
      case "its secret" -> other[slot.secretAt() + 1 + random.nextInt(slot.secretLength() - 1)] ^= 1;
      default -> {
        Slot another = slots.stream()
            .filter(each -> each.secretLength() == slot.secretLength() && !each.owner().equals(slot.owner()))
            .findFirst()
            .orElseThrow();
        System.arraycopy(vault.secret(another), 0, other, slot.secretAt(), slot.secretLength());
      }
    }
    return other;
  }

  /** What a secret is needed for: a place's for all below it, and that of its own rows for what is kept at itself. */
  private static Predicate<Thing> isBelow(KeyOwner owner) {
    return thing -> thing.place().filter(place -> isBelow(owner, place)).isPresent();
  }

  private static boolean isBelow(KeyOwner owner, Scope place) {
    return switch (owner.rung()) {
      case ENGINE -> false;
      case TENANT -> place.tenant().value().equals(owner.id());
      case WORKSPACE -> place instanceof Scope.OfWorkspace at && at.workspace().value().equals(owner.id())
          || place instanceof Scope.OfMailbox in && in.workspace().value().equals(owner.id());
      case MAILBOX, TENANT_RECORDS, WORKSPACE_RECORDS -> KeyOwner.ofRecords(place).equals(owner);
    };
  }

  /** The control: damage that is not there is noticed to be missing, and so is damage that nobody spoke of. */
  @Test
  void the_harness_notices_what_opens_and_what_does_not() throws Exception {
    assertThatThrownBy(() -> assertOnlyBroken(thing -> thing.kind().equals("raw"))).isInstanceOf(AssertionError.class);
    Content content = all.get(0);
    byte[] own = contents.read(content.extent());
    contents.write(content.extent(), damaged(Damage.ITS_MIDDLE, own, content));
    assertThatThrownBy(() -> assertOnlyBroken(thing -> thing.id().equals(all.get(1).message())))
        .isInstanceOf(AssertionError.class);
    contents.write(content.extent(), own);
    assertThat(seen.in(estate)).isEqualTo(whole);
  }
}
