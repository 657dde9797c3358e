package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.StoreException;
import dev.postroom.id.ExternalId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A place in a store, with neighbours at every rung that hold the same as it does, and a place like it that is alone in a store in memory.
 * Whatever is done at both is answered alike, or something of the neighbours was answered; and the neighbours keep what they have.
 */
final class Neighbours {
  static final ExternalId WORKSPACE = new ExternalId("acme");
  static final ExternalId MAILBOX = new ExternalId("support");

  private static final int ALL = 10_000;

  private final MailRoom room;
  private final Holdings own;
  private final Holdings others;
  private final Scope place;

  private Neighbours(MailRoom room, Holdings own, Holdings others, Scope place) {
    this.room = room;
    this.own = own;
    this.others = others;
    this.place = place;
  }

  static Neighbours ofMailbox(MailRoom room) {
    Holdings own = new Holdings(room);
    Holdings others = own.beside();
    tenants(others);
    Scope.OfWorkspace workspace = own.workspace(own.tenant(), WORKSPACE.value());
    Scope.OfMailbox place = own.mailbox(workspace, MAILBOX.value());
    others.mailbox(workspace, "sales");
    others.erased(others.mailbox(workspace, "former"));
    workspaces(others, workspace.inTenant());
    tenants(others);
    return new Neighbours(room, own, others, place);
  }

  static Neighbours ofWorkspace(MailRoom room) {
    Holdings own = new Holdings(room);
    Holdings others = own.beside();
    tenants(others);
    Scope.OfWorkspace place = own.workspace(own.tenant(), WORKSPACE.value());
    own.mailbox(place, MAILBOX.value());
    own.mailbox(place, "sales");
    own.erased(own.mailbox(place, "former"));
    workspaces(others, place.inTenant());
    tenants(others);
    return new Neighbours(room, own, others, place);
  }

  static Neighbours ofTenant(MailRoom room) {
    Holdings own = new Holdings(room);
    Scope.OfTenant place = own.tenant();
    own.mailbox(own.workspace(place, WORKSPACE.value()), MAILBOX.value());
    workspaces(own, place);
    Holdings others = own.beside();
    tenants(others);
    return new Neighbours(room, own, others, place);
  }

  private static void workspaces(Holdings holdings, Scope.OfTenant above) {
    holdings.mailbox(holdings.workspace(above, "other"), MAILBOX.value());
    Scope.OfWorkspace former = holdings.workspace(above, "former");
    holdings.mailbox(former, MAILBOX.value());
    holdings.erased(former);
  }

  /** To be made before the place itself and, once more, after it: what has no scope finds the first of all, or the last. */
  private static void tenants(Holdings holdings) {
    holdings.mailbox(holdings.workspace(holdings.tenant(), WORKSPACE.value()), MAILBOX.value());
    Scope.OfTenant former = holdings.tenant();
    holdings.mailbox(holdings.workspace(former, WORKSPACE.value()), MAILBOX.value());
    holdings.erased(former);
  }

  /**
   * Does all that can be done at the place, and tells the first difference.
   *
   * @param seen
   *          how the store is seen by what is done, for a test of what is done
   * @return empty when there is none
   */
  Optional<String> difference(MailStore store, UnaryOperator<StoreTransaction> seen) {
    try (MailStore alone = InMemoryMailStore.open()) {
      own.putInto(alone);
      own.putInto(store);
      others.putInto(store);
      Inventory before = store.read(this::ofOthers);
      for (Acts.Act act : Acts.at(place, own, others, room)) {
        Object expected = outcome(alone, act, UnaryOperator.identity());
        Object answer = outcome(store, act, seen);
        if (!answer.equals(expected)) {
          return Optional.of(act.name() + " at " + place + ": " + answer + " (expected: " + expected + ')');
        }
      }
      return before.equals(store.read(this::ofOthers)) ? Optional.empty()
          : Optional.of("neighbours of " + place + " do not have what they had");
    }
  }

  /** What can be asked for in no other way: of which messages that others deleted something is still known. */
  Optional<String> forgotten(MailStore store) {
    return firstOfOthers(store, mailbox -> {
      int forgets = store.write(t -> Rungs.at(t, mailbox).forget(room.clock().instant().plusSeconds(1), ALL));
      return forgets == 1 ? Optional.empty() : Optional.of(mailbox + " forgets " + forgets + " (expected: 1)");
    });
  }

  /** The content of others that cannot be read. */
  Optional<String> unread(MailStore store) {
    return firstOfOthers(store, mailbox -> store.read(t -> Rungs.at(t, mailbox).list(Selection.all()).rows())
        .stream()
        .filter(message -> !isReadable(store.contents(mailbox), message))
        .map(message -> "the content of " + message.id() + " in " + mailbox)
        .findFirst());
  }

  private Optional<String> firstOfOthers(MailStore store, Function<Scope.OfMailbox, Optional<String>> complaint) {
    return others.mailboxes()
        .stream()
        .filter(mailbox -> store.read(t -> t.standing(mailbox)) != Standing.ERASED)
        .flatMap(mailbox -> complaint.apply(mailbox).stream())
        .findFirst();
  }

  private static boolean isReadable(MailboxContents contents, MessageRow message) {
    try (InputStream content = contents.open(message.content(), message.id())) {
      return content.readAllBytes().length > 0;
    } catch (IOException | StoreException lost) {
      return false;
    }
  }

  private Inventory ofOthers(StoreTransaction t) {
    List<Scope> places = new ArrayList<>(others.places);
    return Inventory.of(t, places);
  }

  /** What is refused is refused in words of the store's own. */
  private static Object outcome(MailStore store, Acts.Act act, UnaryOperator<StoreTransaction> seen) {
    try {
      return store.write(t -> act.work().apply(seen.apply(t)));
    } catch (RuntimeException refused) {
      return "refused";
    }
  }
}
