package dev.postroom.core.policy.suppression;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.Part;
import dev.postroom.core.crypto.PlaceCipher;
import dev.postroom.core.policy.PolicyFacts;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.DeliveryId;
import dev.postroom.policy.Suppression;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Suppressions as rows, both ways: address, reason and source sealed, and a token of the canonical address. */
final class SuppressionRows {
  private static final int VERSION = 1;
  private static final PolicyRow.Kind KIND = PolicyRow.Kind.SUPPRESSION;

  private SuppressionRows() {}

  static PolicyRow sealed(PlaceCipher cipher, Suppression suppression) {
    byte[] facts = PolicyFacts.of(KIND, suppression.createdAt(), suppression.expiresAt());
    return new PolicyRow(suppression.id(), KIND, cipher.token(Token.Kind.PATTERN, word(suppression.address())),
        cipher.seal(Part.POLICY, suppression.id(), encoded(suppression), facts), suppression.createdAt(),
        suppression.expiresAt());
  }

  static Suppression opened(PlaceCipher cipher, PolicyRow row) {
    byte[] content = cipher.open(Part.POLICY, row.id(), row.content(), PolicyFacts.of(row));
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(content))) {
      int version = fields.readUnsignedByte();
      if (version != VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "suppression version: " + version + " (expected: " + VERSION + ")");
      }
      Suppression.Reason reason = Suppression.Reason.valueOf(fields.readUTF());
      Optional<DeliveryId> source = fields.readBoolean()
          ? Optional.of(new DeliveryId(new UUID(fields.readLong(), fields.readLong())))
          : Optional.empty();
      EmailAddress address = EmailAddress.parse(fields.readUTF());
      return new Suppression(row.id(), address, reason, source, row.createdAt(), row.expiresAt());
    } catch (IOException | IllegalArgumentException damaged) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "suppression: damaged", damaged);
    }
  }

  /** The tokens that an entry for an address may stand under. */
  static Set<Token> tokens(PlaceCipher cipher, EmailAddress address) {
    return cipher.tokens(Token.Kind.PATTERN, word(address));
  }

  private static String word(EmailAddress address) {
    return KIND.name() + '=' + address.canonical();
  }

  private static byte[] encoded(Suppression suppression) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      fields.writeUTF(suppression.reason().name());
      fields.writeBoolean(suppression.source().isPresent());
      if (suppression.source().isPresent()) {
        UUID source = suppression.source().get().value();
        fields.writeLong(source.getMostSignificantBits());
        fields.writeLong(source.getLeastSignificantBits());
      }
      fields.writeUTF(suppression.address().toString());
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }
}
