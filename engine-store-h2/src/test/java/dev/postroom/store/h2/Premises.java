package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WrappedSecret;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.Rows;
import dev.postroom.testkit.store.Rungs;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The places of one customer: a tenant with a workspace and some mailboxes, which are opened, lived in, and erased, secrets first;
 * then there is another tenant. What is done next is found out by chance.
 */
final class Premises {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 2);
  private static final int ALL = 1_000;
  private static final int LONGEST_STAY = 90;
  private static final int MOST_MAILBOXES = 3;

  private final String name;
  private final Random random;
  private final MailStore oracle;
  private final Rows rows;
  private final Correspondence correspondence;
  private final Deque<Act> planned = new ArrayDeque<>();
  private final List<Scope.OfTenant> tenants = new ArrayList<>();
  private final List<KeyOwner> owners = new ArrayList<>();
  private final List<Scope.OfMailbox> mailboxes = new ArrayList<>();
  private Optional<Scope.OfWorkspace> workspace = Optional.empty();
  private int leftToStay;

  /** Asks the oracle, to which all that was handed out before has been done. */
  Premises(String name, Random random, MailStore oracle) {
    this.name = name;
    this.random = random;
    this.oracle = oracle;
    SettableClock clock = SettableClock.at(Furnished.NOON);
    this.rows = new Rows(IdSequence.of(clock, random.nextLong()), clock);
    this.correspondence = new Correspondence(random, oracle, IdSequence.of(clock, random.nextLong()), rows);
  }

  /** All tenants that there ever were. */
  List<Scope.OfTenant> tenants() {
    return tenants;
  }

  /** Of all secrets that there ever were. */
  List<KeyOwner> owners() {
    return owners;
  }

  static Token sendKey(MessageId message) {
    ByteBuffer octets = ByteBuffer.allocate(16);
    octets.putLong(message.value().getMostSignificantBits()).putLong(message.value().getLeastSignificantBits());
    return new Token(Token.Kind.SEND, 1, SealedBytes.copyOf(octets.array()));
  }

  Act next() {
    if (planned.isEmpty()) {
      plan();
    }
    return planned.remove();
  }

  private void plan() {
    if (workspace.isEmpty()) {
      moveIn();
    } else if (leftToStay-- <= 0) {
      moveOut(workspace.get());
    } else if (mailboxes.isEmpty() || mailboxes.size() < MOST_MAILBOXES && random.nextInt(12) == 0) {
      openMailbox(workspace.get());
    } else {
      live(mailboxes.get(random.nextInt(mailboxes.size())));
    }
  }

  private void moveIn() {
    TenantRow tenant = rows.tenant(name + '-' + tenants.size());
    Scope.OfTenant place = new Scope.OfTenant(tenant.id());
    tenants.add(place);
    secret(place);
    plan(place, EventType.CREATED, t -> t.insertTenant(tenant));
    WorkspaceRow row = rows.workspace("workspace");
    secret(place.workspace(row.id()));
    plan(place.workspace(row.id()), EventType.CREATED, t -> Rungs.at(t, place).insertWorkspace(row));
    workspace = Optional.of(place.workspace(row.id()));
    leftToStay = random.nextInt(LONGEST_STAY);
  }

  private void openMailbox(Scope.OfWorkspace place) {
    MailboxRow row = rows.mailbox("mailbox-" + owners.size());
    Scope.OfMailbox mailbox = place.mailbox(row.id());
    secret(mailbox);
    plan(mailbox, EventType.CREATED, t -> Rungs.at(t, place).insertMailbox(row));
    mailboxes.add(mailbox);
  }

  private void secret(Scope place) {
    owners.add(KeyOwner.of(place));
    put(KeyOwner.of(place), 1);
  }

  private void put(KeyOwner owner, int version) {
    WrappedSecret secret = new WrappedSecret(owner, version, "master", correspondence.octets(random.nextInt(60, 200)));
    planned.add(store -> store.vault().put(List.of(secret)));
  }

  private void live(Scope.OfMailbox mailbox) {
    switch (random.nextInt(30)) {
      case 0 -> erase(mailbox);
      case 1 -> rewrap(KeyOwner.of(mailbox));
      case 2 -> rotate(KeyOwner.of(mailbox));
      case 3 -> plan(mailbox, EventType.SUSPENDED, t -> Rungs.at(t, mailbox).setStanding(Standing.SUSPENDED));
      case 4 -> plan(mailbox, EventType.RESUMED, t -> Rungs.at(t, mailbox).setStanding(Standing.ACTIVE));
      default -> planned.add(correspondence.next(mailbox));
    }
  }

  private void rewrap(KeyOwner owner) {
    put(owner, oracle.vault().secrets(owner).getLast().version());
  }

  private void rotate(KeyOwner owner) {
    int version = oracle.vault().secrets(owner).getLast().version();
    put(owner, version + 1);
    planned.add(store -> store.vault().destroy(owner, version));
  }

  private void moveOut(Scope.OfWorkspace place) {
    Collections.shuffle(mailboxes, random);
    mailboxes.forEach(mailbox -> destroy(KeyOwner.of(mailbox)));
    destroy(KeyOwner.of(place));
    destroy(KeyOwner.of(place.inTenant()));
    if (random.nextBoolean()) {
      plan(place, EventType.ERASED, t -> Rungs.at(t, place).setStanding(Standing.ERASED));
    }
    plan(place, EventType.ERASED, t -> Rungs.at(t, place.inTenant()).setStanding(Standing.ERASED));
    mailboxes.forEach(this::purge);
    purge(place);
    purge(place.inTenant());
    mailboxes.clear();
    workspace = Optional.empty();
  }

  private void erase(Scope.OfMailbox mailbox) {
    destroy(KeyOwner.of(mailbox));
    plan(mailbox, EventType.ERASED, t -> Rungs.at(t, mailbox).setStanding(Standing.ERASED));
    purge(mailbox);
    mailboxes.remove(mailbox);
  }

  private void destroy(KeyOwner owner) {
    planned.add(store -> store.vault().destroy(owner));
  }

  private void purge(Scope place) {
    planned.add(store -> store.write(t -> t.purge(place, ALL)));
  }

  private void plan(Scope place, EventType type, Consumer<StoreTransaction> change) {
    planned.add(correspondence.told(type, place, change));
  }
}
