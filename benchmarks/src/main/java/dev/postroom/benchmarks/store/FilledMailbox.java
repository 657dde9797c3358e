package dev.postroom.benchmarks.store;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.Rows;
import dev.postroom.testkit.store.Rungs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A mailbox with so many messages, each of the size of an ordinary letter, with the rows that the engine gives it. Which messages those
 * are is known without asking.
 *
 * @param store
 *          where it lies
 * @param place
 *          which one it is
 */
record FilledMailbox(MailStore store, Scope.OfMailbox place) {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int IN_ONE_CHANGE = 2000;
  private static final byte[] CONTENT = new byte[4096];
  private static final SealedBytes SUMMARY = Rows.sealed(400);
  private static final SealedBytes TRACE = Rows.sealed(150);

  /** Makes the mailbox where it is not there, and brings it to so many messages. */
  static FilledMailbox in(MailStore store, int messages) {
    SettableClock clock = SettableClock.at(BEGIN);
    Rows rows = new Rows(IdSequence.of(clock, 1), clock);
    TenantRow tenant = rows.tenant("bench");
    WorkspaceRow workspace = rows.workspace("bench");
    MailboxRow mailbox = rows.mailbox("bench");
    FilledMailbox filled =
        new FilledMailbox(store, new Scope.OfTenant(tenant.id()).workspace(workspace.id()).mailbox(mailbox.id()));
    store.write(transaction -> {
      if (Rungs.at(transaction, filled.place.inWorkspace().inTenant()).row().isEmpty()) {
        transaction.insertTenant(tenant);
        Rungs.at(transaction, filled.place.inWorkspace().inTenant()).insertWorkspace(workspace);
        Rungs.at(transaction, filled.place.inWorkspace()).insertMailbox(mailbox);
      }
      return tenant;
    });
    filled.fillTo(messages);
    return filled;
  }

  private void fillTo(int messages) {
    for (int first = size(); first < messages; first += IN_ONE_CHANGE) {
      append(first, Math.min(IN_ONE_CHANGE, messages - first));
    }
  }

  int size() {
    return Math.toIntExact(store.read(transaction -> at(transaction).row().orElseThrow().messages()));
  }

  /** Appends messages from this number on, in one change. */
  void append(int first, int count) {
    List<MessageRow> rows = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      rows.add(row(number));
    }
    store.write(transaction -> {
      MailboxStore rung = at(transaction);
      rows.forEach(row -> rung.insert(row, tokens(row.id())));
      return count;
    });
  }

  MailboxStore at(StoreTransaction transaction) {
    return Rungs.at(transaction, place);
  }

  MailboxContents contents() {
    return store.contents(place);
  }

  private MessageRow row(int number) {
    MessageId id = id(number);
    return new MessageRow(id, new ThreadId(id.value()), BEGIN.plusSeconds(number), CONTENT.length, flags(number),
        content(id), SUMMARY, TRACE);
  }

  /** Most mail has been read. */
  static Set<Flag> flags(int number) {
    return number % 50 == 0 ? Set.of(Flag.UNREAD) : Set.of();
  }

  private ContentRef content(MessageId id) {
    try {
      return contents().append(id, sink -> sink.write(CONTENT));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** As those of the engine are: ordered by time, and beyond that random. */
  static MessageId id(int number) {
    long time = BEGIN.plusSeconds(number).toEpochMilli();
    return new MessageId(new UUID(time << 16 | 0x7000, 0x8000_0000_0000_0000L | scattered(number) >>> 2));
  }

  private static long scattered(int number) {
    long mixed = (number + 1) * 0x9E37_79B9_7F4A_7C15L;
    return mixed ^ mixed >>> 32;
  }

  /** Its Message-ID, its author and its recipient: one of its own, one of some hundred, one that all have. */
  private static Set<Token> tokens(MessageId id) {
    long own = id.value().getLeastSignificantBits();
    return Set.of(token(Token.Kind.MESSAGE_ID, own), token(Token.Kind.FROM, own % 100), token(Token.Kind.TO, 0));
  }

  private static Token token(Token.Kind kind, long word) {
    return new Token(kind, 1, SealedBytes.copyOf(
        ByteBuffer.allocate(16).putLong(word * 0x9E37_79B9_7F4A_7C15L).putLong(word).array()));
  }
}
