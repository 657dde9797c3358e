package dev.postroom.core.outbound.queue;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.crypto.Part;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.DeliveryRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What of a delivery's row is sealed, both ways: its envelope, bound to message and time beside it, and what the other side said. */
public final class DeliverySeals {
  private static final int VERSION = 1;
  private static final byte[] NOTHING_BESIDE = new byte[0];

  private DeliverySeals() {}

  /** Seals the envelope of a delivery that is about to be queued. */
  public static SealedBytes envelope(MailboxCipher cipher, DeliveryId id, MessageId message, Instant queuedAt,
      DeliveryEnvelope envelope) {
    return cipher.seal(Part.DELIVERY, id, encode(envelope), facts(message, queuedAt));
  }

  /** Opens the envelope of a delivery. */
  public static DeliveryEnvelope envelope(MailboxCipher cipher, DeliveryRow row) {
    byte[] facts = facts(row.message(), row.queuedAt());
    return decode(cipher.open(Part.DELIVERY, row.id(), row.recipient(), facts));
  }

  /** Seals what the recipient's side has said. */
  public static SealedBytes reply(MailboxCipher cipher, DeliveryId id, String text) {
    return cipher.seal(Part.REPLY, id, text.getBytes(StandardCharsets.UTF_8), NOTHING_BESIDE);
  }

  /** Opens what the recipient's side has said. */
  public static String reply(MailboxCipher cipher, DeliveryId id, SealedBytes sealed) {
    return new String(cipher.open(Part.REPLY, id, sealed, NOTHING_BESIDE), StandardCharsets.UTF_8);
  }

  private static byte[] facts(MessageId message, Instant queuedAt) {
    return ByteBuffer.allocate(3 * Long.BYTES)
        .putLong(message.value().getMostSignificantBits())
        .putLong(message.value().getLeastSignificantBits())
        .putLong(queuedAt.toEpochMilli())
        .array();
  }

  private static byte[] encode(DeliveryEnvelope envelope) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      fields.writeUTF(envelope.recipient().toString());
      fields.writeUTF(envelope.author().toString());
      fields.writeBoolean(envelope.isAutomatic());
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }

  private static DeliveryEnvelope decode(byte[] octets) {
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(octets))) {
      int version = fields.readUnsignedByte();
      if (version != VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "delivery version: " + version + " (expected: " + VERSION + ")");
      }
      return new DeliveryEnvelope(EmailAddress.parse(fields.readUTF()), EmailAddress.parse(fields.readUTF()),
          fields.readBoolean());
    } catch (IOException | InvalidInputException damaged) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "delivery: damaged", damaged);
    }
  }
}
