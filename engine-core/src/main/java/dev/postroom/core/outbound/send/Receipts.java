package dev.postroom.core.outbound.send;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.crypto.Part;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.RecipientOutcome.Deferred;
import dev.postroom.outbound.RecipientOutcome.Queued;
import dev.postroom.outbound.RecipientOutcome.Refused;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SendRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a send was asked and what it was answered, sealed beside its message: by this a repeated send is answered as the first was. */
final class Receipts {
  private static final int VERSION = 1;
  private static final int DIGEST = 32;
  private static final int QUEUED = 1;
  private static final int REFUSED = 2;
  private static final int DEFERRED = 3;
  private static final byte[] NOTHING_BESIDE = new byte[0];

  private Receipts() {}

  static SealedBytes seal(MailboxCipher cipher, MessageId message, byte[] digest, SendReceipt receipt) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      fields.write(digest);
      SendReceipt.Sent sent = receipt.sent().orElseThrow();
      writeId(fields, sent.thread().value());
      fields.writeUTF(sent.internetMessageId());
      fields.writeInt(receipt.outcomes().size());
      for (RecipientOutcome outcome : receipt.outcomes()) {
        write(fields, outcome);
      }
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return cipher.seal(Part.RECEIPT, message, octets.toByteArray(), NOTHING_BESIDE);
  }

  private static void write(DataOutputStream fields, RecipientOutcome outcome) throws IOException {
    fields.writeUTF(outcome.recipient().toString());
    switch (outcome) {
      case Queued queued -> {
        fields.writeByte(QUEUED);
        writeId(fields, queued.delivery().value());
        fields.writeLong(queued.due().toEpochMilli());
      }
      case Refused refused -> {
        fields.writeByte(REFUSED);
        fields.writeUTF(refused.reason().name());
      }
      case Deferred deferred -> {
        fields.writeByte(DEFERRED);
        fields.writeLong(deferred.retryAfter().toMillis());
        fields.writeUTF(deferred.reason().name());
      }
    }
  }

  private static void writeId(DataOutputStream fields, UUID id) throws IOException {
    fields.writeLong(id.getMostSignificantBits());
    fields.writeLong(id.getLeastSignificantBits());
  }

  /** The receipt of a send that was made before; nothing when it was asked for something else. */
  static Optional<SendReceipt> open(MailboxCipher cipher, SendRow row, byte[] digest) {
    byte[] octets = cipher.open(Part.RECEIPT, row.message(), row.receipt(), NOTHING_BESIDE);
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(octets))) {
      int version = fields.readUnsignedByte();
      if (version != VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "receipt version: " + version + " (expected: " + VERSION + ")");
      }
      boolean isSame = Arrays.equals(fields.readNBytes(DIGEST), digest);
      return isSame ? Optional.of(receipt(row.message(), fields)) : Optional.empty();
    } catch (IOException | IllegalArgumentException | InvalidInputException damaged) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "receipt: damaged", damaged);
    }
  }

  private static SendReceipt receipt(MessageId message, DataInputStream fields) throws IOException {
    SendReceipt.Sent sent = new SendReceipt.Sent(message, new ThreadId(readId(fields)), fields.readUTF());
    int count = fields.readInt();
    List<RecipientOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.add(outcome(fields));
    }
    return new SendReceipt(Optional.of(sent), outcomes);
  }

  private static RecipientOutcome outcome(DataInputStream fields) throws IOException {
    EmailAddress recipient = EmailAddress.parse(fields.readUTF());
    int kind = fields.readUnsignedByte();
    return switch (kind) {
      case QUEUED ->
          new Queued(recipient, new DeliveryId(readId(fields)), Instant.ofEpochMilli(fields.readLong()));
      case REFUSED -> new Refused(recipient, RefusalReason.valueOf(fields.readUTF()));
      case DEFERRED -> new Deferred(recipient, Duration.ofMillis(fields.readLong()),
          DeferralReason.valueOf(fields.readUTF()));
      default -> throw new IOException("outcome: " + kind);
    };
  }

  private static UUID readId(DataInputStream fields) throws IOException {
    return new UUID(fields.readLong(), fields.readLong());
  }
}
