package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.id.MessageId;
import dev.postroom.journeys.Estate.Lodger;
import dev.postroom.journeys.RawContents.Extent;
import dev.postroom.journeys.RawTables.Column;
import dev.postroom.journeys.RawTables.Row;
import dev.postroom.journeys.RawVault.Slot;
import dev.postroom.journeys.Seen.Thing;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.spi.store.KeyOwner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole messages and whole mailboxes are put in the place of others: with their rows, with their contents under headers that fit, and
 * with their wrapped secrets. Nothing of them opens there. Of four mailboxes the first two are of one workspace, the third is of another
 * of the same tenant, and the last of another tenant.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MovedSealsTest {
  /** What says that there is a mailbox, how it is reached, and how much it may and did. */
  private static final Set<String> PLACES =
      Set.of("mailbox", "erased_mailbox", "address", "access_key", "scope_limit", "usage_count");

  private final Estate estate;
  private final RawTables tables;
  private final RawContents contents;
  private final RawVault vault;
  private final Seen seen;
  private final Map<Thing, String> whole;

  /** One estate for all: each test puts back what it took. */
  MovedSealsTest(@TempDir Path folder) throws Exception {
    estate = Estate.open(folder).furnish();
    tables = RawTables.of(estate.store());
    contents = new RawContents(estate.store());
    vault = new RawVault(estate.store());
    // A receipt is found by a token under the mailbox's own key: elsewhere it is not found, and the message is sent anew.
    seen = Seen.of(estate).without("receipt");
    whole = seen.in(estate);
    tables.execute("set referential_integrity false");
  }

  @AfterAll
  void close() throws Exception {
    tables.close();
    estate.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_message_that_is_moved_to_another_mailbox_is_damaged_there_and_its_neighbours_are_not(int to) throws Exception {
    Lodger from = estate.lodgers().get(0);
    Lodger other = estate.lodgers().get(to);
    MessageId message = newest(from);
    Row row = row(from, message);
    Extent extent = extentOf(row);
    byte[] own = contents.read(extent);
    move("message", "message_id", message.value(), other.admin());

    assertThat(other.session().list(MessageQuery.all()).items()).filteredOn(summary -> summary.id().equals(message))
        .singleElement()
        .satisfies(summary -> assertThat(Seen.text(summary)).isEqualTo(Seen.BROKEN));
    assertThat(Seen.of(() -> raw(other, message))).isEqualTo(Seen.BROKEN);
    contents.write(extent, RawContents.checked(RawContents.placed(own, other.admin().scope())));
    assertThat(Seen.of(() -> raw(other, message))).isEqualTo(Seen.BROKEN);
    assertThat(Seen.of(() -> other.session().read(message).toString())).isEqualTo(Seen.BROKEN);
    seen.in(estate)
        .forEach((thing, shown) -> assertThat(shown).as("%s", thing)
            .isEqualTo(
                thing.id().equals(message.value()) ? Seen.GONE : whole.get(thing)));

    contents.write(extent, own);
    move("message", "message_id", message.value(), from.admin());
    assertThat(seen.in(estate)).isEqualTo(whole);
  }

  /** The control is the way back: what is exchanged twice is where it was, and opens. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void of_mailboxes_that_change_places_with_all_they_have_nothing_opens_until_they_change_back(int to)
      throws Exception {
    MailboxAdmin one = estate.lodgers().get(0).admin();
    MailboxAdmin other = estate.lodgers().get(to).admin();
    exchange(one, other);
    assertNothingOpens(one, other);
    readdressContents(one, other);
    assertNothingOpens(one, other);
    exchangeSecrets(one, other);
    assertNothingOpens(one, other);

    exchange(one, other);
    readdressContents(one, other);
    exchangeSecrets(one, other);
    assertThat(seen.in(estate)).isEqualTo(whole);
    assertThatThrownBy(() -> assertNothingOpens(one, other)).isInstanceOf(AssertionError.class);
  }

  private void assertNothingOpens(MailboxAdmin... exchanged) {
    List<MailboxAdmin> places = List.of(exchanged);
    seen.in(estate).forEach((thing, shown) -> {
      boolean isMoved = places.stream().anyMatch(place -> thing.place().filter(place.scope()::equals).isPresent());
      if (isMoved) {
        assertThat(shown).as("%s", thing).isIn(Seen.BROKEN, Seen.GONE);
      } else {
        assertThat(shown).as("%s", thing).isEqualTo(whole.get(thing));
      }
    });
    for (MailboxAdmin place : places) {
      assertThat(Seen.of(() -> Seen.listed(place.session()))).isEqualTo(Seen.BROKEN);
    }
  }

  private static MessageId newest(Lodger lodger) {
    return lodger.session()
        .list(MessageQuery.all())
        .items()
        .stream()
        .filter(summary -> summary.subject().startsWith("small"))
        .map(MessageSummary::id)
        .findFirst()
        .orElseThrow();
  }

  private static String raw(Lodger lodger, MessageId message) {
    return Seen.octets(() -> lodger.session().openRaw(message));
  }

  private Row row(Lodger lodger, MessageId message) throws SQLException {
    return rows(lodger.admin()).stream()
        .filter(row -> message.value().equals(row.key().get("message_id")))
        .findFirst()
        .orElseThrow();
  }

  private List<Row> rows(MailboxAdmin mailbox) throws SQLException {
    return tables.rowsOf("message")
        .stream()
        .filter(row -> mailbox.id().value().equals(row.key().get("mailbox_id")))
        .toList();
  }

  private Extent extentOf(Row row) throws SQLException {
    return new Extent((long) tables.get(row, "content_segment"), (long) tables.get(row, "content_offset"),
        (long) tables.get(row, "content_length"));
  }

  private void move(String table, String idColumn, UUID id, MailboxAdmin to) throws SQLException {
    tables.execute(
        "update " + table + " set tenant_id = ?, workspace_id = ?, mailbox_id = ? where " + idColumn + " = ?",
        to.scope().tenant().value(), to.scope().workspace().value(), to.id().value(), id);
  }

  /** Every row that lies at a mailbox, but for those that say that there is one. */
  private void exchange(MailboxAdmin one, MailboxAdmin other) throws SQLException {
    List<String> scoped = new ArrayList<>();
    for (Column column : tables.named("mailbox_id")) {
      if (!PLACES.contains(column.table())) {
        scoped.add(column.table());
      }
    }
    assertThat(scoped).contains("message", "message_token", "delivery", "send", "policy_entry");
    UUID between = UUID.randomUUID();
    for (String table : scoped) {
      tables.execute("update " + table + " set mailbox_id = ? where mailbox_id = ?", between, one.id().value());
      move(table, "mailbox_id", other.id().value(), one);
      move(table, "mailbox_id", between, other);
    }
  }

  private void readdressContents(MailboxAdmin... mailboxes) throws Exception {
    for (MailboxAdmin mailbox : mailboxes) {
      for (Row row : rows(mailbox)) {
        Extent extent = extentOf(row);
        contents.write(extent, RawContents.checked(RawContents.placed(contents.read(extent), mailbox.scope())));
      }
    }
  }

  private void exchangeSecrets(MailboxAdmin one, MailboxAdmin other) throws Exception {
    Slot first = slot(one);
    Slot second = slot(other);
    byte[] ofFirst = vault.read(first);
    byte[] ofSecond = vault.read(second);
    vault.write(first, RawVault.withSecretOf(ofFirst, ofSecond));
    vault.write(second, RawVault.withSecretOf(ofSecond, ofFirst));
    estate.forgetKeys();
  }

  private Slot slot(MailboxAdmin mailbox) throws Exception {
    return vault.slots()
        .stream()
        .filter(slot -> slot.owner().equals(KeyOwner.of(mailbox.scope())))
        .findFirst()
        .orElseThrow();
  }
}
