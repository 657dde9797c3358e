package dev.postroom.core.outbound.egress;

import dev.postroom.address.DomainName;
import dev.postroom.error.FailureReason;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.StoreException;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Optional;

/** Ways out as octets, to be sealed: a version, then the fields in order. */
final class EgressCodec {
  private static final int VERSION = 1;
  private static final int DIRECT = 1;
  private static final int RELAY = 2;

  private EgressCodec() {}

  static byte[] encode(Egress egress) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      fields.writeByte(VERSION);
      writeRoute(fields, egress.route());
      byte[] address = egress.sourceAddress().map(InetAddress::getAddress).orElse(new byte[0]);
      fields.writeByte(address.length);
      fields.write(address);
      fields.writeUTF(egress.heloName().map(DomainName::value).orElse(""));
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }

  private static void writeRoute(DataOutputStream fields, Egress.Route route) throws IOException {
    switch (route) {
      case Egress.Direct direct -> {
        fields.writeByte(DIRECT);
        fields.writeUTF(direct.tls().name());
      }
      case Egress.Relay relay -> {
        fields.writeByte(RELAY);
        fields.writeUTF(relay.tls().name());
        fields.writeUTF(relay.host());
        fields.writeShort(relay.port());
        fields.writeBoolean(relay.login().isPresent());
        if (relay.login().isPresent()) {
          fields.writeUTF(relay.login().get().user());
          fields.writeUTF(relay.login().get().password());
        }
      }
    }
  }

  static Egress decode(byte[] octets) {
    try (DataInputStream fields = new DataInputStream(new ByteArrayInputStream(octets))) {
      int version = fields.readUnsignedByte();
      if (version != VERSION) {
        throw new StoreException(FailureReason.STORE_VERSION,
            "egress version: " + version + " (expected: " + VERSION + ")");
      }
      Egress.Route route = readRoute(fields);
      byte[] address = fields.readNBytes(fields.readUnsignedByte());
      String heloName = fields.readUTF();
      return new Egress(route,
          address.length == 0 ? Optional.empty() : Optional.of(InetAddress.getByAddress(address)),
          heloName.isEmpty() ? Optional.empty() : Optional.of(DomainName.of(heloName)));
    } catch (IOException | IllegalArgumentException | InvalidInputException damaged) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "egress: damaged", damaged);
    }
  }

  private static Egress.Route readRoute(DataInputStream fields) throws IOException {
    int kind = fields.readUnsignedByte();
    TlsPolicy tls = TlsPolicy.valueOf(fields.readUTF());
    if (kind == DIRECT) {
      return new Egress.Direct(tls);
    }
    String host = fields.readUTF();
    int port = fields.readUnsignedShort();
    Optional<Egress.Login> login = fields.readBoolean()
        ? Optional.of(new Egress.Login(fields.readUTF(), fields.readUTF()))
        : Optional.empty();
    return new Egress.Relay(host, port, tls, login);
  }
}
