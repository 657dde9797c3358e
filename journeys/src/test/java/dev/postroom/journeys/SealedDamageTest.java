package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.DomainId;
import dev.postroom.journeys.RawTables.Column;
import dev.postroom.journeys.RawTables.Row;
import dev.postroom.journeys.Seen.Thing;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever has the files and not the keys can destroy, and nothing else: whatever octets are put in the place of a seal, that thing
 * does not open and says so, and what lies beside it does.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SealedDamageTest {

  /** By which column of its row what a seal belongs to is known, and as which kinds of things it is seen. */
  private record Sealed(String id, Set<String> kinds) {
    static Sealed of(String id, String... kinds) {
      return new Sealed(id, Set.of(kinds));
    }
  }

  private static final String[] LISTS = {"list SEND", "list RECEIVE", "suppressions"};
  private static final Map<String,
      Sealed> SEALED = Map.of("message.summary", Sealed.of("message_id", "message", "listed"),
          "message.trace", Sealed.of("message_id", "message"), "delivery.recipient",
          Sealed.of("delivery_id", "delivery"),
          "delivery.reply", Sealed.of("delivery_id", "delivery"), "send.receipt", Sealed.of("message_id", "receipt"),
          "policy_entry.content", Sealed.of("entry_id", LISTS), "sealed_thing.content", Sealed.of("owner_id", "domain"),
          "engine_thing.content", Sealed.of("owner_id", "platform domain"));
  /** Clear columns that a seal beside them vouches for, and which. */
  private static final Map<String, String> VOUCHED_FOR = Map.of("message.received_at", "message.summary",
      "message.size_octets", "message.summary", "message.thread_id", "message.summary", "delivery.message_id",
      "delivery.recipient", "delivery.queued_at", "delivery.recipient", "policy_entry.created_at",
      "policy_entry.content");
  /** Keyed tokens: nothing opens them, and with others in their place a thing is not found. */
  private static final Set<String> TOKENS = Set.of("message.tokens", "message_token.token", "delivery.destination",
      "send.token", "policy_entry.token");
  private static final Set<String> DIGESTS = Set.of("access_key.digest");
  /** Names that the host gave, addresses of its own, codes, and the status that a server answered with. */
  private static final Set<String> IN_CLEAR = Set.of("access_key.name", "address.local_part", "address.written",
      "delivery.status", "domain.name", "domain_owner.name", "event.detail", "event_cursor.subscription",
      "mailbox.created_from", "mailbox.display_name", "mailbox.external_id", "tenant.created_from",
      "tenant.external_id", "tenant.name", "workspace.created_from", "workspace.external_id", "workspace.name");
  private static final int ROUNDS = Effort.of(1, 60);

  private final Estate estate;
  private final RawTables tables;
  private final Seen seen;
  private Map<Thing, String> whole;
  private List<Cell> cells;
  private final Random random = new Random(20261126);

  /** A seal where it lies, and what was put there. */
  private record Cell(Row row, String column, UUID id, List<Object> place, SealedBytes content) {
    byte[] own() {
      return content.toByteArray();
    }

    String name() {
      return row.table() + '.' + column;
    }

    boolean isSeenAs(Thing thing) {
      return thing.id().equals(id) && sealed().kinds().contains(thing.kind());
    }

    private Sealed sealed() {
      return Objects.requireNonNull(SEALED.get(name()));
    }

    /** How many of tenant, workspace and mailbox it has in common with another. */
    int shares(Cell other) {
      int common = 0;
      while (common < place.size() && common < other.place.size()
          && place.get(common).equals(other.place.get(common))) {
        common++;
      }
      return common;
    }
  }

  /** What is put in the place of a seal. */
  enum Damage {
    FLIPPED_IN_THE_HEADER, FLIPPED_IN_THE_NONCE, FLIPPED_IN_THE_MIDDLE, FLIPPED_AT_THE_END, OF_ANOTHER_FORMAT,
    OF_ANOTHER_VERSION_OF_THE_KEY, EMPTY, CUT_TO_ITS_HEADER, CUT_IN_HALF, SHORTER, LONGER, RANDOM,
    OF_ANOTHER_ROW_OF_THE_MAILBOX, OF_ANOTHER_MAILBOX, OF_ANOTHER_WORKSPACE, OF_ANOTHER_TENANT, OF_ANOTHER_COLUMN;

    /** To how many columns at least it can be done. */
    int columns() {
      return switch (this) {
        case OF_ANOTHER_COLUMN -> 4;
        case OF_ANOTHER_ROW_OF_THE_MAILBOX, OF_ANOTHER_MAILBOX, OF_ANOTHER_WORKSPACE, OF_ANOTHER_TENANT -> 5;
        default -> SEALED.size();
      };
    }
  }

  /** One estate for all: each test puts back what it took. */
  SealedDamageTest(@TempDir Path folder) throws Exception {
    estate = Estate.open(folder).furnish().publish();
    tables = RawTables.of(estate.store());
    seen = Seen.of(estate);
    whole = seen.in(estate);
    cells = cells();
  }

  @AfterAll
  void close() throws Exception {
    tables.close();
    estate.close();
  }

  private List<Cell> cells() throws SQLException {
    List<Cell> found = new ArrayList<>();
    for (String name : SEALED.keySet().stream().sorted().toList()) {
      String table = name.substring(0, name.indexOf('.'));
      String column = name.substring(table.length() + 1);
      for (Row row : tables.rowsOf(table)) {
        SealedBytes own = SealedBytes.copyOf((byte[]) tables.get(row, column));
        UUID id = (UUID) tables.get(row, Objects.requireNonNull(SEALED.get(name)).id());
        found.add(new Cell(row, column, id, tables.placeOf(row), own));
      }
    }
    return found;
  }

  @Test
  void every_column_of_octets_and_text_is_known_to_be_sealed_or_why_it_is_not() throws Exception {
    List<String> octets = new ArrayList<>(SEALED.keySet());
    octets.addAll(TOKENS);
    octets.addAll(DIGESTS);
    assertThat(tables.octetColumns()).extracting(Column::toString).containsExactlyInAnyOrderElementsOf(octets);
    assertThat(tables.textColumns()).extracting(Column::toString).containsExactlyInAnyOrderElementsOf(IN_CLEAR);
  }

  @Test
  void each_sealed_column_holds_something_and_each_is_seen() {
    assertThat(cells).extracting(Cell::name).containsAll(SEALED.keySet());
    assertThat(cells).allSatisfy(cell -> assertThat(cell.own()).as(cell.name()).isNotEmpty());
    assertThat(cells).allSatisfy(cell -> assertThat(whole.keySet()).as(cell.name()).anyMatch(cell::isSeenAs));
    assertThat(whole.keySet()).filteredOn(thing -> !thing.kind().equals("raw"))
        .allSatisfy(thing -> assertThat(cells).anyMatch(cell -> cell.isSeenAs(thing)));
    assertThat(whole.values()).doesNotContain(Seen.BROKEN, Seen.GONE);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void what_is_put_in_the_place_of_a_seal_does_not_open_and_disturbs_nothing_beside_it(Damage damage) throws Exception {
    List<Cell> possible = cells.stream().filter(cell -> other(damage, cell).isPresent()).toList();
    Set<String> damaged = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Cell> chosen = chosen(possible);
      for (Cell cell : chosen) {
        tables.set(cell.row(), cell.column(), other(damage, cell).orElseThrow());
        damaged.add(cell.name());
      }
      assertOnlyThoseAreBroken(chosen);
      for (Cell cell : chosen) {
        tables.set(cell.row(), cell.column(), cell.own());
      }
    }
    assertThat(seen.in(estate)).isEqualTo(whole);
    assertThat(damaged).containsAll(possible.stream().map(Cell::name).toList())
        .hasSizeGreaterThanOrEqualTo(damage.columns());
  }

  /** About half of them, of each row at most one, and of each column at least one. */
  private List<Cell> chosen(List<Cell> possible) {
    List<Cell> inAnyOrder = new ArrayList<>(possible);
    Collections.shuffle(inAnyOrder, random);
    Set<String> columns = new HashSet<>();
    Set<Row> rows = new HashSet<>();
    List<Cell> chosen = new ArrayList<>();
    for (Cell cell : inAnyOrder) {
      if (!rows.contains(cell.row()) && (!columns.contains(cell.name()) || random.nextBoolean())) {
        rows.add(cell.row());
        columns.add(cell.name());
        chosen.add(cell);
      }
    }
    return chosen;
  }

  private Optional<byte[]> other(Damage damage, Cell cell) {
    return octets(damage, cell).filter(octets -> !Arrays.equals(octets, cell.own()));
  }

  private Optional<byte[]> octets(Damage damage, Cell cell) {
    byte[] own = cell.own();
    return switch (damage) {
      case FLIPPED_IN_THE_HEADER -> Optional.of(flipped(own, random.nextInt(6)));
      case FLIPPED_IN_THE_NONCE -> Optional.of(flipped(own, 6 + random.nextInt(24)));
      case FLIPPED_IN_THE_MIDDLE -> Optional.of(flipped(own, 30 + random.nextInt(own.length - 46)));
      case FLIPPED_AT_THE_END -> Optional.of(flipped(own, own.length - 1 - random.nextInt(16)));
      case OF_ANOTHER_FORMAT -> Optional.of(with(own, 0, 2));
      case OF_ANOTHER_VERSION_OF_THE_KEY -> Optional.of(with(own, 4, 2));
      case EMPTY -> Optional.of(new byte[0]);
      case CUT_TO_ITS_HEADER -> Optional.of(Arrays.copyOf(own, 6));
      case CUT_IN_HALF -> Optional.of(Arrays.copyOf(own, own.length / 2));
      case SHORTER -> Optional.of(Arrays.copyOf(own, own.length - 1));
      case LONGER -> Optional.of(Arrays.copyOf(own, own.length + 1));
      case RANDOM -> Optional.of(noise(own.length));
      case OF_ANOTHER_ROW_OF_THE_MAILBOX -> another(cell, cell.column(), cell.place().size());
      case OF_ANOTHER_MAILBOX -> another(cell, cell.column(), 2);
      case OF_ANOTHER_WORKSPACE -> another(cell, cell.column(), 1);
      case OF_ANOTHER_TENANT -> another(cell, cell.column(), 0);
      case OF_ANOTHER_COLUMN -> cells.stream()
          .filter(other -> other.row().equals(cell.row()) && !other.column().equals(cell.column()))
          .map(Cell::own)
          .findFirst();
    };
  }

  private static byte[] flipped(byte[] own, int at) {
    return with(own, at, own[at] ^ 1 << at % Byte.SIZE);
  }

  private static byte[] with(byte[] own, int at, int octet) {
    byte[] other = own.clone();
    other[at] = (byte) octet;
    return other;
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /** The same column of another row that has exactly so much of its place in common. */
  private Optional<byte[]> another(Cell cell, String column, int common) {
    List<byte[]> others = cells.stream()
        .filter(other -> other.row().table().equals(cell.row().table()) && other.column().equals(column))
        .filter(other -> !other.row().equals(cell.row()) && other.place().size() == cell.place().size()
            && cell.shares(other) == common)
        .map(Cell::own)
        .toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(others.get(random.nextInt(others.size())));
  }

  private void assertOnlyThoseAreBroken(List<Cell> damaged) {
    Map<Thing, String> now = seen.in(estate);
    Set<Thing> broken = damaged.stream()
        .flatMap(cell -> now.keySet().stream().filter(cell::isSeenAs))
        .collect(Collectors.toSet());
    // A page of a list is answered whole or not at all.
    Set<List<Object>> brokenLists = broken.stream().map(SealedDamageTest::list).collect(Collectors.toSet());
    now.forEach((thing, shown) -> {
      boolean isOfBrokenList = List.of(LISTS).contains(thing.kind()) && brokenLists.contains(list(thing));
      assertThat(shown).as("%s, of %s damaged", thing, damaged.size())
          .isEqualTo(broken.contains(thing) || isOfBrokenList ? Seen.BROKEN : whole.get(thing));
    });
  }

  private static List<Object> list(Thing thing) {
    return List.of(thing.place(), thing.kind());
  }

  @Test
  void a_clear_column_that_a_seal_vouches_for_cannot_be_altered_unseen() throws Exception {
    for (Map.Entry<String, String> column : VOUCHED_FOR.entrySet()) {
      String name = column.getKey().substring(column.getKey().indexOf('.') + 1);
      for (Cell cell : cells.stream()
          .filter(each -> each.name().equals(column.getValue()))
          .limit(Effort.of(1, 100))
          .toList()) {
        Object before = tables.get(cell.row(), name);
        Object after = before instanceof Long number ? number + 1_000_000 : UUID.randomUUID();
        tables.set(cell.row(), name, after);
        assertOnlyThoseAreBroken(List.of(cell));
        tables.set(cell.row(), name, before);
      }
    }
    assertThat(seen.in(estate)).isEqualTo(whole);
  }

  /** The controls: something else that opens, as an older seal does in its own place, and damage that was not done. */
  @Test
  void the_harness_notices_what_opens_as_something_else_and_what_is_not_broken() throws Exception {
    Cell older = cells.stream().filter(cell -> cell.name().equals("sealed_thing.content")).findFirst().orElseThrow();
    WorkspaceAdmin owner = estate.workspaces()
        .stream()
        .filter(workspace -> older.place().contains(workspace.id().value()))
        .findFirst()
        .orElseThrow();
    owner.openDomain(new DomainId(older.id())).rotateDkim();
    whole = seen.in(estate);
    tables.set(older.row(), older.column(), older.own());

    assertThatThrownBy(() -> assertOnlyThoseAreBroken(List.of(older))).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertOnlyThoseAreBroken(List.of())).isInstanceOf(AssertionError.class);
    whole = seen.in(estate);
    cells = cells();
  }
}
