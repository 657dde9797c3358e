package dev.postroom.core.mailbox;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.mime.MessageBody;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.mime.Threading;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.StoreException;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.Page;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What is in a mailbox. Whether somebody may see or change it was asked before; here it is done. */
public final class Messages {
  private static final int MOST_CHARACTERS = 1 << 20;

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final MessageLists lists;
  private final MessageParser parser;
  private final Clock clock;

  public Messages(MailStore store, KeyLadder ladder, Changes changes, MessageLists lists, MessageParser parser,
      Clock clock) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.lists = lists;
    this.parser = parser;
    this.clock = clock;
  }

  public Page<MessageSummary> list(Scope.OfMailbox mailbox, MessageQuery query) {
    return lists.page(mailbox, query);
  }

  public MessageSummary summary(Scope.OfMailbox mailbox, MessageId message) {
    MessageRow row = row(mailbox, message);
    return MessageSeals.summary(row, MessageSeals.outline(ladder.mailbox(mailbox), row));
  }

  public Message read(Scope.OfMailbox mailbox, MessageId message) {
    MessageRow row = row(mailbox, message);
    MailboxCipher cipher = ladder.mailbox(mailbox);
    Outline outline = MessageSeals.outline(cipher, row);
    MessageBody body = body(mailbox, cipher, row);
    Threading threading = outline.threading();
    return new Message(MessageSeals.summary(row, outline), outline.people().replyTo(),
        threading.messageId().map(Messages::bracketed),
        threading.references().stream().map(Messages::bracketed).toList(), body.text(), body.html(),
        MessageSeals.trace(cipher, row));
  }

  private static String bracketed(String messageId) {
    return '<' + messageId + '>';
  }

  private MessageBody body(Scope.OfMailbox mailbox, MailboxCipher cipher, MessageRow row) {
    try {
      return parser.body(content(mailbox, cipher, row), MOST_CHARACTERS);
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  public InputStream openRaw(Scope.OfMailbox mailbox, MessageId message) {
    MessageRow row = row(mailbox, message);
    return content(mailbox, ladder.mailbox(mailbox), row).open();
  }

  public InputStream openAttachment(Scope.OfMailbox mailbox, MessageId message, String part) {
    MessageRow row = row(mailbox, message);
    try {
      return parser.openPart(content(mailbox, ladder.mailbox(mailbox), row), part).orElseThrow(NotFoundException::new);
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  /** A message with all that is known of it. */
  public StoredMessage stored(Scope.OfMailbox mailbox, MessageId message) {
    MessageRow row = row(mailbox, message);
    MailboxCipher cipher = ladder.mailbox(mailbox);
    return new StoredMessage(row, MessageSeals.outline(cipher, row), MessageSeals.trace(cipher, row),
        content(mailbox, cipher, row));
  }

  /** The exact octets of a message, to be read as often as is needed. */
  public MessageSource source(Scope.OfMailbox mailbox, MessageId message) {
    return content(mailbox, ladder.mailbox(mailbox), row(mailbox, message));
  }

  private StoredContent content(Scope.OfMailbox mailbox, MailboxCipher cipher, MessageRow row) {
    return new StoredContent(store.contents(mailbox), cipher, row);
  }

  private MessageRow row(Scope.OfMailbox mailbox, MessageId message) {
    return store.read(mailbox, transaction -> Rungs.of(transaction, mailbox).find(message))
        .orElseThrow(NotFoundException::new);
  }

  public void set(Scope.OfMailbox mailbox, MessageId message, Flag flag) {
    changeFlags(mailbox, message, flags -> flags.add(flag));
  }

  public void clear(Scope.OfMailbox mailbox, MessageId message, Flag flag) {
    changeFlags(mailbox, message, flags -> flags.remove(flag));
  }

  private void changeFlags(Scope.OfMailbox mailbox, MessageId message, Consumer<Set<Flag>> change) {
    changes.make(mailbox, transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      MessageRow row = rung.find(message).orElseThrow(NotFoundException::new);
      Set<Flag> flags = new HashSet<>(row.flags());
      change.accept(flags);
      if (!flags.equals(row.flags())) {
        rung.setFlags(message, flags);
        transaction.events().append(changes.event(EventType.MESSAGE_FLAGGED, mailbox, message));
      }
      return message;
    });
  }

  public void delete(Scope.OfMailbox mailbox, MessageId message) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    changes.make(mailbox, transaction -> {
      MailboxStore rung = Rungs.of(transaction, mailbox);
      requireSettled(rung, message);
      if (!rung.delete(message, now)) {
        throw new NotFoundException();
      }
      Remembrance.fade(rung, now);
      transaction.events().append(changes.event(EventType.MESSAGE_DELETED, mailbox, message));
      return message;
    });
  }

  /** What is on its way is needed until it is there. */
  private static void requireSettled(MailboxStore rung, MessageId message) {
    if (rung.deliveries().ofMessage(message).stream().anyMatch(row -> !row.progress().state().isSettled())) {
      throw new ConflictException(FailureReason.WRONG_STATE, "message: on its way (expected: settled or called back)");
    }
  }

  private static StoreException unreadable(IOException failed) {
    return new StoreException(FailureReason.STORE_UNAVAILABLE, "content: cannot be read", failed);
  }
}
