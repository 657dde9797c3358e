package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.id.MessageId;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.Page;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored and no longer as it was is told as damaged, and never passed off as shorter or as another. */
class DamageTest {
  private static final int LARGE = 400_000;

  private FaultyStore store;
  private Room room;
  private MailboxAdmin support;
  private MailboxSession inbox;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = new FaultyStore();
    room = new Room(folder, store);
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
    inbox = support.session();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private MessageId receive(String message) {
    room.receive(message, "support@acme.example");
    return inbox.list(MessageQuery.all()).items().get(0).id();
  }

  private static String withAttachment(String transferEncoding, String content) {
    return """
        From: Cus Tomer <customer@remote.example>
        Subject: damaged
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        text
        --b
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename=a.bin
        Content-Transfer-Encoding: %s

        %s
        --b--
        """.formatted(transferEncoding, content);
  }

  private static String base64(int octets) {
    byte[] random = new byte[octets];
    new Random(7).nextBytes(random);
    return new String(Base64.getMimeEncoder(76, new byte[]{'\n'}).encode(random), StandardCharsets.US_ASCII);
  }

  private static UnaryOperator<InputStream> altered(UnaryOperator<byte[]> change) {
    return sealed -> {
      try {
        return new ByteArrayInputStream(change.apply(sealed.readAllBytes()));
      } catch (IOException cannotHappenInMemory) {
        throw new UncheckedIOException(cannotHappenInMemory);
      }
    };
  }

  private static UnaryOperator<InputStream> flippedAt(double where) {
    return altered(octets -> {
      octets[(int) (where * (octets.length - 1))] ^= 1;
      return octets;
    });
  }

  private void assertBroken(MessageId message) {
    assertFails(FailureReason.SEAL_BROKEN, () -> inbox.read(message));
    assertFails(FailureReason.SEAL_BROKEN, () -> inbox.openRaw(message).readAllBytes());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.999, 1})
  void a_bit_that_flipped_in_a_small_message_is_noticed(double where) {
    MessageId message = receive(Room.letter("Hello", "text"));
    store.damageContents(flippedAt(where));
    assertBroken(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9, 1})
  void a_bit_that_flipped_in_a_large_text_is_noticed_and_the_text_is_not_cut_there(double where) {
    MessageId message = receive(Room.letter("Hello", "many words and more\n".repeat(LARGE / 20)));
    store.damageContents(flippedAt(where));
    assertBroken(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9})
  void an_attachment_does_not_end_early_where_a_bit_flipped_however_it_is_encoded(double where) throws IOException {
    String printable = "a line=3D of text\n".repeat(LARGE / 20);
    for (String message : List.of(withAttachment("base64", base64(LARGE)),
        withAttachment("quoted-printable", printable), withAttachment("8bit", printable))) {
      MessageId id = receive(message);
      store.damageContents(flippedAt(where));
      assertFails(FailureReason.SEAL_BROKEN, () -> readToTheEnd(id));
      assertFails(FailureReason.SEAL_BROKEN, () -> readOctetByOctet(id));
      store.damageContents(UnaryOperator.identity());
      assertThat(readToTheEnd(id)).isGreaterThan(100_000);
    }
  }

  private int readToTheEnd(MessageId id) throws IOException {
    try (InputStream attachment = inbox.openAttachment(id, "2")) {
      return attachment.readAllBytes().length;
    }
  }

  private void readOctetByOctet(MessageId id) throws IOException {
    try (InputStream attachment = inbox.openAttachment(id, "2")) {
      while (attachment.read() >= 0) {
        // On to the damage.
      }
    }
  }

  @Test
  void a_content_that_was_cut_or_lengthened_is_noticed() {
    MessageId small = receive(Room.letter("Hello", "text"));
    MessageId large = receive(Room.letter("Hello", "many words and more\n".repeat(LARGE / 20)));
    for (int octets : List.of(1, 17, 65_536 + 40)) {
      store.damageContents(altered(whole -> Arrays.copyOf(whole, Math.max(0, whole.length - octets))));
      assertBroken(small);
      assertBroken(large);
      store.damageContents(altered(whole -> Arrays.copyOf(whole, whole.length + octets)));
      assertBroken(small);
      assertBroken(large);
    }
    store.damageContents(altered(whole -> new byte[0]));
    assertBroken(small);
  }

  @Test
  void the_content_of_another_message_is_not_taken_for_its_own() {
    MessageId one = receive(Room.letter("One", "text"));
    byte[] sealed = sealedContent(one);
    MessageId two = receive(Room.letter("Two", "text"));
    store.damageContents(altered(own -> sealed));
    assertBroken(two);
  }

  private byte[] sealedContent(MessageId message) {
    MessageRow row = store.read(transaction -> rung(transaction).find(message).orElseThrow());
    try (InputStream sealed = store.contents(support.scope()).open(row.content(), message)) {
      return sealed.readAllBytes();
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  private MailboxStore rung(StoreTransaction transaction) {
    return transaction.tenant(support.scope().tenant())
        .workspace(support.scope().workspace())
        .mailbox(support.id());
  }

  private void replace(UnaryOperator<List<MessageRow>> change) {
    List<MessageId> ids = inbox.list(MessageQuery.all()).items().stream().map(MessageSummary::id).toList();
    store.write(transaction -> {
      MailboxStore rung = rung(transaction);
      List<MessageRow> rows = ids.stream().map(id -> rung.find(id).orElseThrow()).toList();
      Map<MessageId, Set<Token>> tokens = new HashMap<>();
      ids.forEach(id -> tokens.put(id, rung.tokens(id)));
      ids.forEach(id -> rung.delete(id, Room.OPENING));
      change.apply(rows).forEach(row -> rung.insert(row, tokens.getOrDefault(row.id(), Set.of())));
      return ids;
    });
  }

  private static MessageRow with(MessageRow row, MessageRow summaryOf, MessageRow traceOf) {
    return new MessageRow(row.id(), row.thread(), row.receivedAt(), row.size(), row.flags(), row.content(),
        summaryOf.summary(), traceOf.trace());
  }

  @Test
  void summaries_that_changed_places_do_not_open() {
    receive(Room.letter("One", "text"));
    MessageId two = receive(Room.letter("Two", "text"));
    replace(rows -> List.of(with(rows.get(0), rows.get(1), rows.get(0)), with(rows.get(1), rows.get(0), rows.get(1))));
    assertThat(inbox.list(MessageQuery.all())).hasSize(2).allSatisfy(DamageTest::assertShowsNothing);
    assertFails(FailureReason.SEAL_BROKEN, () -> inbox.read(two));
  }

  @Test
  void clear_columns_that_were_changed_are_noticed() {
    MessageId message = receive(Room.letter("One", "text"));
    replace(rows -> rows.stream()
        .map(row -> new MessageRow(row.id(), row.thread(), row.receivedAt().plusMillis(1), row.size(), row.flags(),
            row.content(), row.summary(), row.trace()))
        .toList());
    assertThat(inbox.list(MessageQuery.all())).hasSize(1).allSatisfy(DamageTest::assertShowsNothing);
    assertFails(FailureReason.SEAL_BROKEN, () -> inbox.read(message));
  }

  private static void assertShowsNothing(MessageSummary damaged) {
    assertThat(damaged.isDamaged()).isTrue();
    assertThat(damaged.subject() + damaged.snippet()).isEmpty();
    assertThat(damaged.from()).isEmpty();
    assertThat(damaged.to()).isEmpty();
  }

  @Test
  void a_damaged_message_hides_no_other_and_can_be_deleted() {
    receive(Room.letter("One", "text"));
    MessageId two = receive(Room.letter("Two", "text"));
    MessageSummary sound = inbox.list(MessageQuery.all()).items().getFirst();
    receive(Room.letter("Three", "text"));
    replace(rows -> List.of(rows.get(0), with(rows.get(1), rows.get(0), rows.get(1)), rows.get(2)));

    Page<MessageSummary> page = inbox.list(MessageQuery.all().limit(1));
    List<MessageSummary> listed = new ArrayList<>(page.items());
    while (page.next().isPresent()) {
      page = inbox.list(MessageQuery.all().limit(1).after(page.next().get()));
      listed.addAll(page.items());
    }
    assertThat(listed).extracting(MessageSummary::subject).containsExactly("Three", "", "One");
    assertThat(listed).extracting(MessageSummary::isDamaged).containsExactly(false, true, false);
    MessageSummary damaged = listed.get(1);
    assertShowsNothing(damaged);
    assertThat(List.of(damaged.id(), damaged.thread(), damaged.receivedAt(), damaged.size(), damaged.flags()))
        .isEqualTo(List.of(two, sound.thread(), sound.receivedAt(), sound.size(), sound.flags()));
    inbox.delete(two);
    assertThat(inbox.list(MessageQuery.all())).extracting(MessageSummary::subject).containsExactly("Three", "One");
  }

  @Test
  void what_is_told_of_damage_names_nothing_of_the_message() {
    MessageId message = receive(Room.letter("Hyacinth", "tulips"));
    store.damageContents(flippedAt(0.5));
    try {
      inbox.read(message);
    } catch (SealException damaged) {
      assertThat(damaged.toString()).doesNotContain("Hyacinth", "tulips", "acme");
    }
  }
}
