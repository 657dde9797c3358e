package dev.postroom.testkit.access;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/** Questions of all kinds. The ids come from so small a set, and the times lie so close, that grants are as usual as denials. */
final class AccessCases implements ArbitrarySupplier<AccessCase> {
  static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

  @Override
  public Arbitrary<AccessCase> get() {
    return Combinators.combine(keys(), records(), Arbitraries.of(Permission.class), scopes(), standings())
        .as((issued, record, needed, place, standing) -> new AccessCase(issued.key(), record.of(issued), needed, place,
            standing, NOW))
        .withoutEdgeCases();
  }

  /** A key and the place that it was issued for. */
  private record Issued(IssuedKey key, Scope scope) {}

  /** What a key's record holds besides its identity. */
  private record Terms(Set<Permission> permissions, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
    KeyRecord of(Issued issued) {
      return new KeyRecord(issued.key().id(), issued.scope(), "key", permissions, issued.key().digest(),
          NOW.minus(Duration.ofDays(1)), expiresAt, revokedAt, Optional.empty());
    }
  }

  private static Arbitrary<Issued> keys() {
    return Combinators.combine(scopes(), Arbitraries.longs().between(1, 3), Arbitraries.longs())
        .as((scope, id, seed) -> new Issued(IssuedKey.mint(new KeyId(new UUID(0, id)), scope, new Random(seed)),
            scope));
  }

  private static Arbitrary<Terms> records() {
    Arbitrary<Instant> closeToNow = Arbitraries.longs().between(-2, 2).map(NOW::plusMillis);
    return Combinators.combine(permissions(), closeToNow.optional(0.4), closeToNow.optional(0.2)).as(Terms::new);
  }

  private static Arbitrary<Set<Permission>> permissions() {
    return Arbitraries.of(Permission.class).set();
  }

  private static Arbitrary<Standing> standings() {
    return Arbitraries.of(Standing.ACTIVE, Standing.ACTIVE, Standing.ACTIVE, Standing.SUSPENDED, Standing.ERASED);
  }

  private static Arbitrary<Scope> scopes() {
    return Combinators.combine(mailboxes(), Arbitraries.integers().between(0, 2)).as((mailbox, rung) -> switch (rung) {
      case 0 -> mailbox.inWorkspace().inTenant();
      case 1 -> mailbox.inWorkspace();
      default -> mailbox;
    });
  }

  private static Arbitrary<Scope.OfMailbox> mailboxes() {
    Arbitrary<UUID> few = Arbitraries.longs().between(1, 2).map(number -> new UUID(0, number));
    return Combinators.combine(few, few, few)
        .as((tenant, workspace, mailbox) -> new Scope.OfMailbox(new TenantId(tenant), new WorkspaceId(workspace),
            new MailboxId(mailbox)));
  }
}
