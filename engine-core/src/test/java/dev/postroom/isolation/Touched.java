package dev.postroom.isolation;

import java.util.HashSet;
import java.util.Set;

/** The places that a step had to do with: those where it acted, and those above them, which count and list what is below. */
final class Touched {
  private final Set<Node> places = new HashSet<>();

  void at(Node place) {
    places.add(place);
    switch (place) {
      case TenantNode tenant -> {
      }
      case WorkspaceNode workspace -> at(workspace.above);
      case MailboxNode mailbox -> at(mailbox.above);
    }
  }

  /** Also everything below, whose standing hangs on it. */
  void throughout(Node place) {
    at(place);
    switch (place) {
      case TenantNode tenant -> tenant.workspaces.forEach(this::throughout);
      case WorkspaceNode workspace -> workspace.mailboxes.forEach(this::throughout);
      case MailboxNode mailbox -> {
      }
    }
  }

  Set<Node> all() {
    return Set.copyOf(places);
  }

  void clear() {
    places.clear();
  }
}
