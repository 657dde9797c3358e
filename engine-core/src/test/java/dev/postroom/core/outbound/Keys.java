package dev.postroom.core.outbound;

import dev.postroom.access.Scope;
import dev.postroom.core.crypto.EngineSecret;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MasterKeys;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** Secrets of engines, each another one, and places in them. */
final class Keys {
  private Keys() {}

  static EngineSecret engine() {
    try (InMemoryMailStore store = InMemoryMailStore.open()) {
      return new KeyLadder(store.vault(), MasterKeys.of(new Mirror(), List.of()), new SecureRandom(), 10).engine();
    }
  }

  static Scope.OfMailbox mailbox(UUID tenant, UUID workspace, UUID mailbox) {
    return new Scope.OfMailbox(new TenantId(tenant), new WorkspaceId(workspace), new MailboxId(mailbox));
  }

  /** Hides nothing: what it is given never leaves the memory of a test. */
  private record Mirror() implements MasterKey {
    @Override
    public String id() {
      return "mirror";
    }

    @Override
    public byte[] wrap(byte[] secret, byte[] associatedData) {
      return inverted(secret);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
      return inverted(wrapped);
    }

    private static byte[] inverted(byte[] octets) {
      byte[] inverted = new byte[octets.length];
      for (int i = 0; i < octets.length; i++) {
        inverted[i] = (byte) ~octets[i];
      }
      return inverted;
    }
  }
}
