package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One mailbox's rung over one state; its addresses, messages, deliveries and lists are parts of their own. */
record MemoryMailbox(State state, Scope.OfMailbox place) implements MailboxStore {

  @Override
  public Optional<MailboxRow> row() {
    return new Ladder(state).row(place);
  }

  @Override
  public void update(String displayName, OptionalLong quota) {
    row().ifPresent(
        row -> put(new MailboxRow(row.id(), row.externalId(), row.createdFrom(), displayName, row.standing(), quota,
            row.usedOctets(), row.messages(), row.createdAt())));
  }

  @Override
  public void setStanding(Standing standing) {
    row().ifPresent(row -> {
      put(new MailboxRow(row.id(), row.externalId(), row.createdFrom(), row.displayName(), standing, row.quota(),
          row.usedOctets(),
          row.messages(), row.createdAt()));
      if (standing == Standing.ERASED) {
        new Ladder(state).free(place);
      }
    });
  }

  void count(long octets, long messages) {
    row()
        .ifPresent(row -> put(new MailboxRow(row.id(), row.externalId(), row.createdFrom(), row.displayName(),
            row.standing(), row.quota(),
            row.usedOctets() + octets, row.messages() + messages, row.createdAt())));
  }

  private void put(MailboxRow row) {
    state.mailboxes().put(row.id(), new Placed<>(place, row));
  }

  @Override
  public List<AddressRow> addresses() {
    return new MemoryAddresses(state, place).list();
  }

  @Override
  public void putAddress(AddressRow address) {
    new MemoryAddresses(state, place).put(address);
  }

  @Override
  public boolean removeAddress(EmailAddress address) {
    return new MemoryAddresses(state, place).remove(address);
  }

  @Override
  public KeyTable keys() {
    return new MemoryKeyTable(state, place);
  }

  @Override
  public void insert(MessageRow message, Collection<Token> tokens) {
    new Ladder(state).require(place);
    letters().insert(message, tokens);
    count(message.size(), 1);
  }

  @Override
  public Optional<MessageRow> find(MessageId id) {
    return letters().find(id).map(Letter::row);
  }

  @Override
  public MessageSlice list(MessageSelection selection) {
    return letters().list(selection);
  }

  @Override
  public List<MessageRow> findByToken(Collection<Token> tokens, int limit) {
    return letters().findByToken(tokens, limit);
  }

  @Override
  public Set<Token> tokens(MessageId id) {
    return letters().find(id).map(Letter::tokens).orElse(Set.of());
  }

  @Override
  public boolean setFlags(MessageId id, Set<Flag> flags) {
    return letters().setFlags(id, flags);
  }

  @Override
  public boolean delete(MessageId id, Instant at) {
    Optional<Letter> gone = remove(id);
    gone.ifPresent(letter -> sends().messageDeleted(id, at));
    return gone.isPresent();
  }

  Optional<Letter> remove(MessageId id) {
    Optional<Letter> gone = letters().remove(id);
    gone.ifPresent(letter -> count(-letter.row().size(), -1));
    return gone;
  }

  @Override
  public int forget(Instant before, int limit) {
    return sends().forget(before, limit);
  }

  private MemorySends sends() {
    return new MemorySends(state, place);
  }

  private MemoryLetters letters() {
    return new MemoryLetters(state, place);
  }

  @Override
  public LimitTable limits() {
    return new MemoryLimits(state, place.mailbox(), () -> row().isPresent());
  }

  @Override
  public PolicyTable policy() {
    return new MemoryPolicy(state, place);
  }

  @Override
  public DeliveryTable deliveries() {
    return new MemoryDeliveries(state, place);
  }

  @Override
  public void insertSend(SendRow send) {
    sends().insert(send);
  }

  @Override
  public Optional<SendRow> findSend(Collection<Token> keys) {
    return sends().find(keys);
  }

  @Override
  public Optional<SendingPause> pause() {
    return row().flatMap(row -> state.pauses().get(row.id()));
  }

  @Override
  public void setPause(Optional<SendingPause> pause) {
    row().ifPresent(row -> {
      state.pauses().remove(row.id());
      pause.ifPresent(set -> state.pauses().put(row.id(), set));
    });
  }
}
