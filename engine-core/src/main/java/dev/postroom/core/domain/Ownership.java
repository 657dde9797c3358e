package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.EngineSecret;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.store.DomainRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What whoever holds a domain publishes to show that it is this workspace's. The text is a MAC over the claim, so nothing is kept of
 * it, nobody else can make it, and it is worth nothing for another claim, not even for a later one of the same name.
 */
public final class Ownership {
  static final String LABEL = "_postroom";
  static final String PREFIX = "postroom-verification=";
  private static final String PURPOSE = "domain-ownership";

  private final EngineSecret secret;

  public Ownership(EngineSecret secret) {
    this.secret = secret;
  }

  DnsName name(DomainRow claim) {
    return DnsName.below(LABEL, claim.name());
  }

  String text(Scope.OfWorkspace workspace, DomainRow claim) {
    return PREFIX + HexFormat.of().formatHex(secret.mac(PURPOSE, bound(workspace, claim)));
  }

  private static byte[] bound(Scope.OfWorkspace workspace, DomainRow claim) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (DataOutputStream fields = new DataOutputStream(octets)) {
      write(fields, workspace.tenant().value());
      write(fields, workspace.workspace().value());
      write(fields, claim.id().value());
      fields.writeUTF(claim.name().value());
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
    return octets.toByteArray();
  }

  private static void write(DataOutputStream fields, UUID id) throws IOException {
    fields.writeLong(id.getMostSignificantBits());
    fields.writeLong(id.getLeastSignificantBits());
  }
}
