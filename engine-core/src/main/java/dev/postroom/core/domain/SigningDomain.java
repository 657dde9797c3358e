package dev.postroom.core.domain;

import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.spi.store.DomainRow;

/** A domain whose mail is signed, and who keeps its keys. */
public sealed interface SigningDomain {

  /** The claim, or the platform domain. */
  DomainId id();

  /** Its name. */
  DomainName name();

  /** One that a workspace has claimed, and keeps the keys of. */
  record Claimed(Scope.OfWorkspace workspace, DomainId id, DomainName name) implements SigningDomain {

    static Claimed of(Scope.OfWorkspace workspace, DomainRow claim) {
      return new Claimed(workspace, claim.id(), claim.name());
    }
  }

  /** One of the platform, whose keys the engine itself keeps. */
  record OfPlatform(DomainId id, DomainName name) implements SigningDomain {}
}
