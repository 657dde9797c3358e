package dev.postroom.core.mailbox;

import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.crypto.Part;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.mime.OutlineCodec;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.MessageSummary;
import dev.postroom.message.ParseProblem;
import dev.postroom.message.ParseStatus;
import dev.postroom.message.Trace;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.MessageRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a message's row is sealed, both ways: its summary, bound to the clear columns beside it, and its trace. */
public final class MessageSeals {
  private static final byte[] NOTHING_BESIDE = new byte[0];
  private static final Set<FailureReason> DAMAGE = Set.of(FailureReason.SEAL_BROKEN, FailureReason.STORE_CORRUPT);
  private static final ParseStatus DAMAGED = new ParseStatus(Set.of(ParseProblem.DAMAGED));

  private MessageSeals() {}

  public static SealedBytes summary(MailboxCipher cipher, MessageId id, Outline outline, ThreadId thread,
      Instant receivedAt,
      long size) {
    return cipher.seal(Part.SUMMARY, id, OutlineCodec.encode(outline), RowFacts.of(thread, receivedAt, size));
  }

  public static SealedBytes trace(MailboxCipher cipher, MessageId id, Trace trace) {
    return cipher.seal(Part.TRACE, id, TraceCodec.encode(trace), NOTHING_BESIDE);
  }

  public static Outline outline(MailboxCipher cipher, MessageRow row) {
    byte[] facts = RowFacts.of(row.thread(), row.receivedAt(), row.size());
    return OutlineCodec.decode(cipher.open(Part.SUMMARY, row.id(), row.summary(), facts));
  }

  static Trace trace(MailboxCipher cipher, MessageRow row) {
    return TraceCodec.decode(cipher.open(Part.TRACE, row.id(), row.trace(), NOTHING_BESIDE));
  }

  /** For a list, which one row that is not as it was must not end: such a row shows what of it is clear. */
  static MessageSummary listed(MailboxCipher cipher, MessageRow row) {
    try {
      return summary(row, outline(cipher, row));
    } catch (SealException | StoreException notAsItWas) {
      if (!DAMAGE.contains(notAsItWas.reason())) {
        throw notAsItWas;
      }
      return new MessageSummary(row.id(), row.thread(), row.receivedAt(), row.size(), row.flags(), "", List.of(),
          List.of(), List.of(), Optional.empty(), "", List.of(), DAMAGED);
    }
  }

  static MessageSummary summary(MessageRow row, Outline outline) {
    return new MessageSummary(row.id(), row.thread(), row.receivedAt(), row.size(), row.flags(), outline.subject(),
        outline.people().from(), outline.people().to(), outline.people().cc(), outline.date(), outline.snippet(),
        outline.attachments(), outline.status());
  }
}
