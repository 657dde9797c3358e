package dev.postroom.core.crypto;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.KeyOwner;

/**
 * A rung of the ladder as sealing sees it: who owns its secrets, and the ids of tenant, workspace and mailbox that everything
 * sealed there is bound to. The engine's own rung has no scope, hence this type.
 */
record Place(KeyOwner owner, String name, AssociatedData ids) {
  private static final byte[] NONE = {};

  static Place engine() {
    return new Place(KeyOwner.engine(), "the engine", AssociatedData.of(NONE, NONE, NONE));
  }

  static Place of(Scope scope) {
    byte[] tenant = AssociatedData.field(scope.tenant().value());
    return switch (scope) {
      case Scope.OfTenant at ->
          new Place(KeyOwner.of(at), at.tenant().toString(), AssociatedData.of(tenant, NONE, NONE));
      case Scope.OfWorkspace at -> new Place(KeyOwner.of(at), at.workspace().toString(),
          AssociatedData.of(tenant, AssociatedData.field(at.workspace().value()), NONE));
      case Scope.OfMailbox at ->
          new Place(KeyOwner.of(at), at.mailbox().toString(), AssociatedData.of(tenant,
              AssociatedData.field(at.workspace().value()), AssociatedData.field(at.mailbox().value())));
    };
  }

  /** A tenant's or workspace's own rows: their secret hangs below that of the place, as those of its children do. */
  static Place recordsOf(Scope scope) {
    Place place = of(scope);
    return new Place(KeyOwner.ofRecords(scope), "the records of " + place.name(), place.ids());
  }

  /** The beginning of all associated data for a purpose at this place. */
  AssociatedData bind(Purpose purpose) {
    return ids.and(purpose.text());
  }
}
