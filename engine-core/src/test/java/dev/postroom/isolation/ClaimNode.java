package dev.postroom.isolation;

import dev.postroom.address.DomainName;
import dev.postroom.id.DomainId;
import dev.postroom.tenancy.Domain;
import java.util.Optional;

/** A claim of a domain as it should be. */
final class ClaimNode {
  final WorkspaceNode by;
  final DomainId id;
  final DomainName name;
  boolean confirmed;
  /** What it published to show that the domain is its own. */
  Optional<String> ownership = Optional.empty();
  Optional<MailboxNode> catchAll = Optional.empty();

  ClaimNode(WorkspaceNode by, DomainId id, DomainName name) {
    this.by = by;
    this.id = id;
    this.name = name;
  }

  boolean isShownAs(Domain shown) {
    return shown.id().equals(id) && shown.name().equals(name) && shown.isConfirmed() == confirmed;
  }
}
