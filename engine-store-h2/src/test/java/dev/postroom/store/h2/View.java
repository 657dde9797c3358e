package dev.postroom.store.h2;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.StoreException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.TypedId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.Totals;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.testkit.store.Rungs;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is to be seen of a customer: rows, octets of contents, events and secrets. Two are equal when all of it is. */
record View(List<Object> rows) {
  private static final int ALL = 10_000;
  private static final ContentRef ANYWHERE = new ContentRef(0, 0, 0);
  private static final MessageSelection EVERY_MESSAGE = new MessageSelection(Set.of(), Set.of(), Optional.empty(),
      Optional.empty(), Optional.empty(), Set.of(), Set.of(), Optional.empty(), ALL, ALL);

  /** A message, wherever its content lies, with the hash of that, unless it cannot be read. */
  private record Letter(MessageRow row, Set<Token> tokens, Optional<SealedBytes> hash) {}

  /** What is counted of a mailbox. */
  private record Counted(Scope of, long sends, long receives) {}

  /** A row whose content is still to be read. */
  private record Unread(Scope.OfMailbox mailbox, MessageRow row, Set<Token> tokens) {}

  static View of(MailStore store, Premises premises) {
    List<Object> seen = store.read(t -> {
      Looking looking = new Looking(t, new ArrayList<>());
      premises.tenants().forEach(looking::tenant);
      return looking.rows();
    });
    List<Object> rows = new ArrayList<>();
    seen.forEach(row -> rows.add(row instanceof Unread unread ? letter(store, unread) : row));
    premises.owners().forEach(owner -> rows.addAll(store.vault().secrets(owner)));
    return new View(List.copyOf(rows));
  }

  private static Letter letter(MailStore store, Unread unread) {
    MessageRow row = unread.row();
    MessageRow moved = new MessageRow(row.id(), row.thread(), row.receivedAt(), row.size(), row.flags(), ANYWHERE,
        row.summary(), row.trace());
    try (InputStream content = store.contents(unread.mailbox()).open(row.content(), row.id())) {
      return new Letter(moved, unread.tokens(), Optional.of(hash(content.readAllBytes())));
    } catch (IOException | StoreException unreadable) {
      return new Letter(moved, unread.tokens(), Optional.empty());
    }
  }

  private static SealedBytes hash(byte[] octets) {
    try {
      return SealedBytes.copyOf(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** Of a transaction. */
  private record Looking(StoreTransaction t, List<Object> rows) {

    void tenant(Scope.OfTenant place) {
      Optional<TenantRow> row = Rungs.at(t, place).row();
      if (row.isEmpty()) {
        return;
      }
      rows.add(row.get());
      rows.add(Rungs.at(t, place).totals());
      rows.addAll(Rungs.keys(t, place).list(Optional.empty(), ALL));
      rows.add(t.unpurged(place, ALL).stream().filter(this::isLeft).collect(Collectors.toSet()));
      rows.addAll(t.events().read(0, Optional.of(place), Set.of(), ALL).stream().map(StoredEvent::event).toList());
      for (WorkspaceRow workspace : Rungs.at(t, place).listWorkspaces(Optional.empty(), ALL)) {
        rows.add(workspace);
        workspace(place.workspace(workspace.id()));
      }
    }

    /** A mailbox that was purged, and then its workspace or tenant erased, may be listed again or not. */
    private boolean isLeft(Scope unpurged) {
      return !(unpurged instanceof Scope.OfMailbox mailbox && t.standing(mailbox.inWorkspace()) == Standing.ERASED
          && Rungs.at(t, mailbox).row().filter(View::isOver).isPresent());
    }

    private void workspace(Scope.OfWorkspace place) {
      WorkspaceStore workspace = Rungs.at(t, place);
      rows.add(workspace.totals());
      for (MailboxRow row : workspace.listMailboxes(Optional.empty(), ALL)) {
        rows.add(row);
        mailbox(place.mailbox(row.id()));
      }
    }

    private void mailbox(Scope.OfMailbox place) {
      MailboxStore mailbox = Rungs.at(t, place);
      mailbox.list(EVERY_MESSAGE).rows().forEach(row -> rows.add(new Unread(place, row, mailbox.tokens(row.id()))));
      List<DeliveryRow> deliveries = mailbox.deliveries().list(Set.of(), Optional.empty(), ALL);
      rows.addAll(deliveries);
      deliveries.stream()
          .map(DeliveryRow::message)
          .distinct()
          .forEach(message -> mailbox.findSend(List.of(Premises.sendKey(message))).ifPresent(rows::add));
      rows.addAll(mailbox.policy().list(PolicyRow.Kind.SUPPRESSION, Optional.empty(), ALL));
      rows.add(new Counted(place, counted(mailbox, UsageKind.SENDS), counted(mailbox, UsageKind.RECEIVES)));
    }

    private static long counted(MailboxStore mailbox, UsageKind kind) {
      return mailbox.limits().counted(kind, Premises.TODAY, Premises.TODAY);
    }
  }

  /** How many contents cannot be read. */
  int unreadable() {
    return (int) rows(Letter.class).filter(letter -> letter.hash().isEmpty()).count();
  }

  /** Of which kinds of changes there are events. */
  Set<EventType> told() {
    return rows(Event.class).map(Event::type).collect(Collectors.toSet());
  }

  /** How many keys, places and secrets are alive here that were revoked, erased or destroyed in all of the others, the first on. */
  int risenSince(List<View> others) {
    Set<TypedId> ended = others.getFirst().ended();
    long risen = rows.stream().filter(row -> !isOver(row)).flatMap(View::idOf).filter(ended::contains).count();
    return (int) (risen + rows(WrappedSecret.class)
        .filter(secret -> others.stream().noneMatch(other -> other.rows.contains(secret)))
        .count());
  }

  /** How much is not here that is in all of the others. */
  int lacking(List<View> others) {
    Set<Object> common = new HashSet<>(others.getFirst().rows);
    others.forEach(other -> common.retainAll(new HashSet<>(other.rows)));
    rows.forEach(common::remove);
    return (int) common.stream().filter(row -> !isCounted(row)).count();
  }

  /** How much is here that is in none of the others. What has ended stands as it stood when it did, wherever the others stand. */
  int madeUp(List<View> others) {
    Set<Object> known = others.stream().flatMap(other -> other.rows.stream()).collect(Collectors.toSet());
    Set<TypedId> ended = others.stream().flatMap(other -> other.ended().stream()).collect(Collectors.toSet());
    return (int) rows.stream()
        .filter(row -> !isCounted(row) && !known.contains(row))
        .filter(row -> !isOver(row) || !idOf(row).allMatch(ended::contains))
        .count();
  }

  /** What is computed of other rows, and says nothing of its own. */
  private static boolean isCounted(Object row) {
    return row instanceof Totals || row instanceof Set;
  }

  private Set<TypedId> ended() {
    return rows.stream().filter(View::isOver).flatMap(View::idOf).collect(Collectors.toSet());
  }

  private static boolean isOver(Object row) {
    return switch (row) {
      case KeyRecord key -> key.revokedAt().isPresent();
      case TenantRow tenant -> tenant.standing() == Standing.ERASED;
      case WorkspaceRow workspace -> workspace.standing() == Standing.ERASED;
      case MailboxRow mailbox -> mailbox.standing() == Standing.ERASED;
      default -> false;
    };
  }

  private static Stream<TypedId> idOf(Object row) {
    return switch (row) {
      case KeyRecord key -> Stream.of(key.id());
      case TenantRow tenant -> Stream.of(tenant.id());
      case WorkspaceRow workspace -> Stream.of(workspace.id());
      case MailboxRow mailbox -> Stream.of(mailbox.id());
      default -> Stream.of();
    };
  }

  private <T> Stream<T> rows(Class<T> kind) {
    return rows.stream().filter(kind::isInstance).map(kind::cast);
  }
}
