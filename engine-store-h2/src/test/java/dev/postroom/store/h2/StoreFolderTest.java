package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.WrappedSecret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a store: who may open it, what is refused and left alone, and what lies in it. */
@Timeout(180)
class StoreFolderTest {
  private static final int LARGE = 3 << 20;

  @TempDir
  Path temp;
  private Path folder;

  @BeforeEach
  void name() {
    folder = temp.resolve("mail");
  }

  @Test
  void a_second_opening_is_refused_until_the_first_is_closed() {
    H2MailStore first = H2MailStore.open(folder);
    assertRefused(FailureReason.STORE_IN_USE);
    assertThat(first.health()).isEqualTo(new StoreHealth.Working());
    first.close();

    H2MailStore.open(folder).close();
  }

  @Test
  void an_opening_in_another_process_is_refused_until_that_one_dies() throws Exception {
    Process other = Holder.start(folder);
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.lines().anyMatch(Holder.OPEN::equals)).isTrue();
      assertRefused(FailureReason.STORE_IN_USE);
      other.destroyForcibly().waitFor();

      try (H2MailStore store = H2MailStore.open(folder)) {
        assertThat(store.<Long>read(t -> t.events().end())).isEqualTo(Holder.WRITTEN);
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void neither_making_a_store_nor_using_it_says_anything_in_the_log_of_the_host() throws Exception {
    Path log = temp.resolve("log");
    Process other = Holder.start(folder, ProcessBuilder.Redirect.to(log.toFile()));
    try (BufferedReader said = other.inputReader()) {
      assertThat(said.lines().anyMatch(Holder.OPEN::equals)).isTrue();
      assertThat(log).isEmptyFile();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void an_opening_that_changes_nothing_leaves_every_file_as_it_is() throws Exception {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      deliver(store, 500);
    }
    Map<String, String> before = contentsOf(folder);

    try (H2MailStore store = H2MailStore.open(folder)) {
      assertThat(store.<Long>read(t -> t.events().end())).isZero();
    }

    assertThat(contentsOf(folder)).isEqualTo(before);
  }

  @Test
  void a_database_of_a_later_version_is_left_as_it_is() throws Exception {
    H2MailStore.open(folder).close();
    change(
        """
            insert into "flyway_schema_history" ("installed_rank", "version", "description", "type", "script", "installed_by",
              "execution_time", "success") values (99, '99', 'later', 'SQL', 'V99__later.sql', 'x', 1, true)""");

    assertRefusedAndUnchanged(FailureReason.STORE_VERSION);
  }

  @Test
  void a_database_made_by_another_form_of_a_known_step_is_left_as_it_is() throws Exception {
    H2MailStore.open(folder).close();
    change("update \"flyway_schema_history\" set \"checksum\" = 7 where \"version\" = '1'");

    assertRefusedAndUnchanged(FailureReason.STORE_VERSION);
  }

  @Test
  void a_database_that_is_not_ours_is_left_as_it_is() throws Exception {
    H2MailStore.open(folder).close();
    change("drop table \"flyway_schema_history\"");

    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
  }

  @Test
  void a_database_file_of_rubbish_is_left_as_it_is() throws Exception {
    H2MailStore.open(folder).close();
    byte[] rubbish = new byte[64 << 10];
    Arrays.fill(rubbish, (byte) 0x5a);
    Files.write(folder.resolve(Database.FILE), rubbish);

    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
  }

  @Test
  void a_store_without_its_vault_or_its_database_is_left_as_it_is() throws Exception {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.vault().put(List.of(new WrappedSecret(KeyOwner.engine(), 1, "key", SealedBytes.copyOf(new byte[40]))));
    }
    Path vault = folder.resolve("vault");
    Files.move(vault, temp.resolve("vault"));
    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
    Files.move(temp.resolve("vault"), vault);
    Files.delete(folder.resolve(Database.FILE));
    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
  }

  @Test
  void a_store_whose_vault_was_emptied_is_left_as_it_is() throws Exception {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.vault().put(List.of(new WrappedSecret(KeyOwner.engine(), 1, "key", SealedBytes.copyOf(new byte[40]))));
      store.write(Furnished.house());
    }
    Files.write(folder.resolve("vault"), new byte[0]);
    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
    Files.write(folder.resolve("vault"), new byte[512]);
    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
  }

  @Test
  void a_store_whose_database_was_emptied_is_left_as_it_is() throws Exception {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.vault().put(List.of(new WrappedSecret(KeyOwner.engine(), 1, "key", SealedBytes.copyOf(new byte[40]))));
      store.write(Furnished.house());
    }
    Files.write(folder.resolve(Database.FILE), new byte[0]);
    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
  }

  @Test
  void a_store_without_its_segments_is_left_as_it_is() throws Exception {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      deliver(store, 500);
    }
    Files.move(folder.resolve("segments"), temp.resolve("segments"));
    assertRefusedAndUnchanged(FailureReason.STORE_CORRUPT);
    Files.move(temp.resolve("segments"), folder.resolve("segments"));
    H2MailStore.open(folder).close();
  }

  @Test
  void a_folder_of_something_else_is_left_as_it_is() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("notes.txt"), "not a mail room");

    assertRefusedAndUnchanged(FailureReason.STORE_VERSION);
  }

  @Test
  void only_the_files_of_the_store_are_left_and_no_trace() throws Exception {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      for (int i = 0; i < 100; i++) {
        deliver(store, 500);
      }
      store.read(t -> Furnished.mailbox(t).row());
    }

    assertThat(contentsOf(folder).keySet()).allMatch(name -> name.equals("format") || name.equals("lock")
        || name.equals("vault") || name.startsWith("segments/") || name.startsWith(Database.FILE));
  }

  @Test
  void large_contents_that_no_row_points_at_are_swept_with_the_first_change_and_the_others_stay() throws IOException {
    MessageRow kept;
    MessageRow deleted;
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      kept = deliver(store, LARGE);
      deleted = deliver(store, LARGE);
      append(store, Furnished.message(new ContentRef(0, 0, 0)), LARGE);
      store.write(t -> Furnished.mailbox(t).delete(deleted.id(), Furnished.NOON));
    }
    assertThat(largeFiles()).isEqualTo(2);

    try (H2MailStore store = H2MailStore.open(folder)) {
      store.read(t -> Furnished.mailbox(t).row());
      assertThat(largeFiles()).as("nothing was changed").isEqualTo(2);

      deliver(store, 500);
      // A change is answered before what it gives back is given back, and the next one comes after that.
      deliver(store, 500);
      assertThat(largeFiles()).isOne();
      try (InputStream in = store.contents(Furnished.MAILBOX).open(kept.content(), kept.id())) {
        assertThat(in.readAllBytes()).hasSize(LARGE);
      }
      assertThatThrownBy(() -> store.contents(Furnished.MAILBOX).open(deleted.content(), deleted.id()))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void the_number_of_a_large_content_whose_file_is_lost_is_never_given_to_another() throws IOException {
    MessageRow lost;
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      deliver(store, LARGE);
      lost = deliver(store, LARGE);
    }
    Files.delete(folder.resolve("segments")
        .resolve(HexFormat.of().toHexDigits(lost.content().segment()) + "-single.segment"));

    try (H2MailStore store = H2MailStore.open(folder)) {
      // Or deleting the one would take the other's file.
      assertThat(deliver(store, LARGE).content().segment()).isNotEqualTo(lost.content().segment());
    }
  }

  @Test
  void a_disk_that_is_nearly_full_takes_no_content() {
    assertTakesNoContent(StoreOptions.USUAL.withReserve(Long.MAX_VALUE), StoreHealth.ReadOnly.class);
    assertTakesNoContent(StoreOptions.USUAL.withContentReserve(Long.MAX_VALUE), StoreHealth.Full.class);
  }

  private void assertTakesNoContent(StoreOptions options, Class<? extends StoreHealth> health) {
    try (H2MailStore store = H2MailStore.open(Ground.at(folder), options)) {
      assertThat(store.health()).isInstanceOf(health);
      Refused.assertRefused(() -> append(store, Furnished.message(new ContentRef(0, 0, 0)), 10),
          FailureReason.STORE_FULL);
    }
  }

  private static MessageRow deliver(H2MailStore store, int octets) throws IOException {
    MessageRow draft = Furnished.message(new ContentRef(0, 0, 0));
    ContentRef content = append(store, draft, octets);
    MessageRow message = new MessageRow(draft.id(), draft.thread(), draft.receivedAt(), octets, draft.flags(), content,
        draft.summary(), draft.trace());
    store.write(t -> {
      Furnished.mailbox(t).insert(message, Furnished.tokens());
      return message;
    });
    return message;
  }

  private static ContentRef append(H2MailStore store, MessageRow message, int octets) throws IOException {
    return store.contents(Furnished.MAILBOX).append(message.id(), sink -> sink.write(new byte[octets]));
  }

  private long largeFiles() {
    return contentsOf(folder).keySet().stream().filter(name -> name.endsWith("-single.segment")).count();
  }

  private void change(String sql) throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void assertRefused(FailureReason reason) {
    Refused.assertRefused(() -> H2MailStore.open(folder), reason);
  }

  private void assertRefusedAndUnchanged(FailureReason reason) {
    Map<String, String> before = contentsOf(folder);
    assertRefused(reason);
    assertThat(contentsOf(folder)).isEqualTo(before);
    assertRefused(reason);
  }

  private static Map<String, String> contentsOf(Path folder) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile)
          .forEach(file -> contents.put(folder.relativize(file).toString().replace('\\', '/'),
              octets(file)));
      return contents;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String octets(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
