package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MAILBOX;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.id.ExternalId;
import dev.postroom.id.MailboxId;
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
import dev.postroom.store.h2.jooq.tables.records.MailboxRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** One mailbox; its addresses, its messages and the ways to find them are classes of their own. */
record MailboxRung(WorkUnit unit, Scope.OfMailbox place, ScopedTables tables) implements MailboxStore {
  private static final PlacedStatement.Building ROW = MailboxRung::asking;
  private static final PlacedStatement.Building PAUSE = (unit, place) -> new ScopedTables(unit, place)
      .select(MAILBOX, MAILBOX.PAUSED_AT, MAILBOX.PAUSE_CAUSE)
      .and(MAILBOX.PAUSED_AT.isNotNull());

  MailboxRung(WorkUnit unit, Scope.OfMailbox place) {
    this(unit, place, new ScopedTables(unit, place));
  }

  @Override
  public Optional<MailboxRow> row() {
    return unit.known().map(known -> known.row(place, this::stored)).orElseGet(this::stored);
  }

  private Optional<MailboxRow> stored() {
    return tables.asking(ROW).fetchOptional(MailboxRung::read);
  }

  private static Query asking(WorkUnit unit, Scope place) {
    return new ScopedTables(unit, place).select(MAILBOX, MAILBOX.EXTERNAL_ID, MAILBOX.CREATED_FROM,
        MAILBOX.DISPLAY_NAME, MAILBOX.STANDING, MAILBOX.QUOTA, MAILBOX.USED_OCTETS, MAILBOX.MESSAGES,
        MAILBOX.CREATED_AT, MAILBOX.MAILBOX_ID);
  }

  private static MailboxRow read(ResultSet row) throws SQLException {
    return new MailboxRow(new MailboxId(row.getObject(9, UUID.class)), new ExternalId(row.getString(1)),
        row.getString(2), row.getString(3), Codes.standing(row.getShort(4)), quota(row.getObject(5, Long.class)),
        row.getLong(6), row.getLong(7), Micros.toInstant(row.getLong(8)));
  }

  static MailboxRow map(MailboxRecord row) {
    return new MailboxRow(new MailboxId(row.getMailboxId()), new ExternalId(row.getExternalId()), row.getCreatedFrom(),
        row.getDisplayName(),
        Codes.standing(row.getStanding()), quota(row.getQuota()), row.getUsedOctets(), row.getMessages(),
        Micros.toInstant(row.getCreatedAt()));
  }

  private static OptionalLong quota(@Nullable Long octets) {
    return octets == null ? OptionalLong.empty() : OptionalLong.of(octets);
  }

  static @Nullable Long quota(OptionalLong octets) {
    return octets.isPresent() ? octets.getAsLong() : null;
  }

  @Override
  public void update(String displayName, OptionalLong quota) {
    tables.update(MAILBOX, row -> row.set(MAILBOX.DISPLAY_NAME, displayName).set(MAILBOX.QUOTA, quota(quota)))
        .execute();
  }

  @Override
  public void setStanding(Standing standing) {
    tables.update(MAILBOX, row -> row.set(MAILBOX.STANDING, Codes.of(standing)).set(MAILBOX.LIVE, Codes.live(standing)))
        .execute();
    if (standing == Standing.ERASED) {
      new Ladder(unit).free(place);
    }
  }

  @Override
  public List<AddressRow> addresses() {
    return new Addresses(unit, place).list();
  }

  @Override
  public void putAddress(AddressRow address) {
    new Addresses(unit, place).put(address);
  }

  @Override
  public boolean removeAddress(EmailAddress address) {
    return new Addresses(unit, place).remove(address);
  }

  @Override
  public KeyTable keys() {
    return new KeyRows(tables);
  }

  @Override
  public void insert(MessageRow message, Collection<Token> tokens) {
    new Messages(unit, place).insert(message, Set.copyOf(tokens));
  }

  @Override
  public Optional<MessageRow> find(MessageId id) {
    return new Messages(unit, place).find(id);
  }

  @Override
  public MessageSlice list(MessageSelection selection) {
    return new MessageSearch(tables).list(selection);
  }

  @Override
  public List<MessageRow> findByToken(Collection<Token> tokens, int limit) {
    return new MessageSearch(tables).byToken(tokens, limit);
  }

  @Override
  public Set<Token> tokens(MessageId id) {
    return new Messages(unit, place).tokens(id);
  }

  @Override
  public boolean setFlags(MessageId id, Set<Flag> flags) {
    return new Messages(unit, place).setFlags(id, flags);
  }

  @Override
  public boolean delete(MessageId id, Instant at) {
    boolean found = new Messages(unit, place).delete(id);
    if (found) {
      new DeletedMessages(tables).put(id, at);
    }
    return found;
  }

  @Override
  public int forget(Instant before, int limit) {
    return new DeletedMessages(tables).forget(before, limit);
  }

  @Override
  public LimitTable limits() {
    return new OwnedLimits(tables, place.mailbox().value(), () -> place);
  }

  @Override
  public PolicyTable policy() {
    return new PolicyEntries(tables);
  }

  @Override
  public DeliveryTable deliveries() {
    return new Deliveries(tables);
  }

  @Override
  public void insertSend(SendRow send) {
    new Sends(tables).insert(send);
  }

  @Override
  public Optional<SendRow> findSend(Collection<Token> keys) {
    return new Sends(tables).find(keys);
  }

  @Override
  public Optional<SendingPause> pause() {
    return tables.asking(PAUSE)
        .fetchOptional(row -> new SendingPause(Codes.pauseCause(row.getShort(2)), Micros.toInstant(row.getLong(1))));
  }

  @Override
  public void setPause(Optional<SendingPause> pause) {
    tables
        .update(MAILBOX, row -> row.set(MAILBOX.PAUSED_AT, pause.map(SendingPause::since).map(Micros::of).orElse(null))
            .set(MAILBOX.PAUSE_CAUSE, pause.map(SendingPause::cause).map(Codes::of).orElse(null)))
        .execute();
  }
}
