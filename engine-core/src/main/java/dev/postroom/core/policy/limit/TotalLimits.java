package dev.postroom.core.policy.limit;

import dev.postroom.access.Scope;
import dev.postroom.error.LimitExceededException;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.Totals;
import dev.postroom.spi.store.WorkspaceStore;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** How many mailboxes and domains there may be: looked at in the transaction that makes one more, so there are never too many. */
public final class TotalLimits {
  private TotalLimits() {}

  /**
   * Checks that there may be one more in a workspace.
   *
   * @throws LimitExceededException
   *           when the workspace or its tenant has as many as it may
   */
  public static void requireRoom(StoreTransaction transaction, Scope.OfWorkspace place, Kind kind) {
    TenantStore tenant = transaction.tenant(place.tenant());
    WorkspaceStore workspace = tenant.workspace(place.workspace());
    requireRoom(kind, workspace.limits().limits(), workspace::totals);
    requireRoom(kind, tenant.limits().limits(), tenant::totals);
  }

  private static void requireRoom(Kind kind, Limits limits, Supplier<Totals> totals) {
    OptionalLong most =
        limits.all().stream().filter(limit -> limit.kind() == kind).mapToLong(Limit::amount).findFirst();
    if (most.isPresent() && there(kind, totals.get()) >= most.getAsLong()) {
      throw new LimitExceededException(
          kind.name().toLowerCase(Locale.ROOT) + ": one more (expected: at most " + most.getAsLong() + ')');
    }
  }

  private static long there(Kind kind, Totals totals) {
    return switch (kind) {
      case MAILBOXES -> totals.mailboxes();
      case DOMAINS -> totals.domains();
      case STORED_OCTETS, SENDS, RECIPIENTS, RECEIVES ->
          throw new IllegalArgumentException("kind: " + kind + " (expected: MAILBOXES, DOMAINS)");
    };
  }
}
