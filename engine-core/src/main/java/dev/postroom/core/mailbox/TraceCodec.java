package dev.postroom.core.mailbox;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Traces as octets, to be sealed: a version, then the fields in order, each text and each that may be absent with its length. */
final class TraceCodec {
  private static final int VERSION = 1;
  private static final int LONGEST_TEXT = 1000;

  private TraceCodec() {}

  static byte[] encode(Trace trace) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      fields.writeLong(trace.receivedAt().toEpochMilli());
      writeText(fields, trace.sender().address().map(EmailAddress::toString));
      writeText(fields, Optional.of(trace.recipient().toString()));
      byte[] address = trace.peer().address().map(InetAddress::getAddress).orElse(new byte[0]);
      fields.writeByte(address.length);
      fields.write(address);
      writeText(fields, trace.peer().helo());
      writeText(fields, Optional.of(trace.peer().protocol()));
      writeText(fields, trace.peer().tls());
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }

  static Trace decode(byte[] octets) {
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(octets))) {
      int version = fields.readUnsignedByte();
      if (version != VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "trace version: " + version + " (expected: " + VERSION + ")");
      }
      Instant receivedAt = Instant.ofEpochMilli(fields.readLong());
      ReversePath sender = new ReversePath(readText(fields).map(EmailAddress::parse));
      EmailAddress recipient = EmailAddress.parse(readText(fields).orElse(""));
      return new Trace(sender, recipient, peer(fields), receivedAt);
    } catch (IOException | InvalidInputException damaged) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "trace: damaged", damaged);
    }
  }

  private static Peer peer(DataInputStream fields) throws IOException {
    byte[] address = fields.readNBytes(fields.readUnsignedByte());
    Optional<InetAddress> network =
        address.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(address));
    return new Peer(network, readText(fields), readText(fields).orElse(""), readText(fields));
  }

  private static void writeText(DataOutputStream fields, Optional<String> text) throws IOException {
    fields.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      String value = text.get();
      fields.writeUTF(value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value);
    }
  }

  private static Optional<String> readText(DataInputStream fields) throws IOException {
    return fields.readBoolean() ? Optional.of(fields.readUTF()) : Optional.empty();
  }
}
