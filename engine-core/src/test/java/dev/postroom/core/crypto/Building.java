package dev.postroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.spi.crypto.SealedBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Ladders for tests, and places on them. */
final class Building {
  static final Scope.OfTenant TENANT = new Scope.OfTenant(new TenantId(new UUID(1, 1)));
  static final Scope.OfWorkspace WORKSPACE = TENANT.workspace(new WorkspaceId(new UUID(2, 1)));
  static final Scope.OfMailbox MAILBOX = WORKSPACE.mailbox(new MailboxId(new UUID(3, 1)));
  static final Scope.OfMailbox NEIGHBOUR = WORKSPACE.mailbox(new MailboxId(new UUID(3, 2)));
  static final Scope.OfTenant OTHER_TENANT = new Scope.OfTenant(new TenantId(new UUID(1, 2)));
  static final Scope.OfWorkspace OTHER_WORKSPACE = OTHER_TENANT.workspace(new WorkspaceId(new UUID(2, 2)));
  static final Scope.OfMailbox OTHER_MAILBOX = OTHER_WORKSPACE.mailbox(new MailboxId(new UUID(3, 3)));
  static final MessageId MESSAGE = new MessageId(new UUID(4, 1));
  static final byte[] NO_FACTS = {};

  private Building() {}

  static KeyLadder ladder(MemoryVault vault, MasterKey current, MasterKey... former) {
    return new KeyLadder(vault, MasterKeys.of(current, List.of(former)), new SecureRandom(), 1000);
  }

  /** Makes the secrets of both tenants, their workspaces and their mailboxes. */
  static KeyLadder furnished(MemoryVault vault, MasterKey current) {
    KeyLadder ladder = ladder(vault, current);
    List.of(TENANT, WORKSPACE, MAILBOX, NEIGHBOUR, OTHER_TENANT, OTHER_WORKSPACE, OTHER_MAILBOX)
        .forEach(ladder::create);
    return ladder;
  }

  static SealedBytes seal(PlaceCipher cipher, String text) {
    return cipher.seal(Part.SUMMARY, MESSAGE, text.getBytes(StandardCharsets.UTF_8), NO_FACTS);
  }

  static String open(PlaceCipher cipher, SealedBytes sealed) {
    return new String(cipher.open(Part.SUMMARY, MESSAGE, sealed, NO_FACTS), StandardCharsets.UTF_8);
  }

  static void assertFails(FailureReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(SealException.class).isThrownBy(call).extracting(SealException::reason).isEqualTo(reason);
  }

  static void assertBroken(ThrowingCallable call) {
    assertFails(FailureReason.SEAL_BROKEN, call);
  }
}
