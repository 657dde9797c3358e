package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.DELIVERY;

import dev.postroom.id.DeliveryId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one mailbox. Whatever is asked walks one index from its end and stops at the limit; several states are
 * several walks, merged.
 */
record Deliveries(ScopedTables tables) implements DeliveryTable {
  private static final Comparator<DeliveryRow> NEWEST_FIRST = Comparator
      .<DeliveryRow, UUID>comparing(row -> row.id().value(), IdOrder.ASCENDING.reversed());

  @Override
  public void insert(DeliveryRow row) {
    Messages.require(tables, row.message());
    Progress progress = row.progress();
    tables.changing(DeliveryStatements.INSERT)
        .execute(row.id().value(), row.message().value(), row.recipient().toByteArray(),
            DeliveryStatements.DESTINATION.valueOf(row.destination()), row.destination().version(),
            row.key().map(KeyId::value).orElse(null),
            Micros.of(row.queuedAt()),
            Micros.of(row.expiresAt()), Codes.of(progress.state()), progress.attempts(), due(progress),
            progress.lease().orElse(null), settledAt(progress), progress.status().orElse(null), reply(progress));
    if (!progress.state().isSettled()) {
      new OutboxMark(tables).set();
    }
  }

  private static @Nullable Long due(Progress progress) {
    return progress.due().map(Micros::of).orElse(null);
  }

  private static @Nullable Long settledAt(Progress progress) {
    return progress.settledAt().map(Micros::of).orElse(null);
  }

  private static byte @Nullable [] reply(Progress progress) {
    return progress.reply().map(SealedBytes::toByteArray).orElse(null);
  }

  @Override
  public Optional<DeliveryRow> find(DeliveryId id) {
    return tables.asking(DeliveryStatements.FIND).fetchOptional(Deliveries::read, id.value());
  }

  /** The columns are those of {@link DeliveryStatements}, in their order. */
  private static DeliveryRow read(ResultSet row) throws SQLException {
    Progress progress = new Progress(Codes.deliveryState(row.getShort(8)), row.getInt(9),
        Optional.ofNullable(row.getObject(10, Long.class)).map(Micros::toInstant),
        Optional.ofNullable(row.getObject(11, UUID.class)),
        Optional.ofNullable(row.getObject(12, Long.class)).map(Micros::toInstant),
        Optional.ofNullable(row.getString(13)),
        Optional.ofNullable(row.getBytes(14)).map(SealedBytes::copyOf));
    return new DeliveryRow(new DeliveryId(row.getObject(1, UUID.class)), new MessageId(row.getObject(2, UUID.class)),
        SealedBytes.copyOf(row.getBytes(3)),
        DeliveryStatements.DESTINATION.token(row.getInt(5), row.getBytes(4)),
        Optional.ofNullable(row.getObject(15, UUID.class)).map(KeyId::new),
        Micros.toInstant(row.getLong(6)), Micros.toInstant(row.getLong(7)), progress);
  }

  @Override
  public List<DeliveryRow> ofMessage(MessageId message) {
    return tables.asking(DeliveryStatements.OF_MESSAGE)
        .fetch(Deliveries::read, message.value())
        .stream()
        .sorted(NEWEST_FIRST.reversed())
        .toList();
  }

  @Override
  public List<DeliveryRow> list(Set<DeliveryState> states, Optional<DeliveryId> before, int limit) {
    if (states.isEmpty()) {
      return before
          .map(id -> tables.asking(DeliveryStatements.NEWEST_BEFORE).fetch(Deliveries::read, id.value(), limit))
          .orElseGet(() -> tables.asking(DeliveryStatements.NEWEST).fetch(Deliveries::read, limit));
    }
    return states.stream()
        .flatMap(state -> list(Codes.of(state), before, limit).stream())
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  private List<DeliveryRow> list(short state, Optional<DeliveryId> before, int limit) {
    return before
        .map(id -> tables.asking(DeliveryStatements.NEWEST_IN_STATE_BEFORE)
            .fetch(Deliveries::read, state, id.value(), limit))
        .orElseGet(() -> tables.asking(DeliveryStatements.NEWEST_IN_STATE).fetch(Deliveries::read, state, limit));
  }

  @Override
  public List<DeliveryRow> due(Instant now, Collection<Token> without, int limit) {
    List<Token> avoided = DeliveryStatements.DESTINATION.findable(without);
    if (avoided.isEmpty()) {
      return tables.asking(DeliveryStatements.DUE).fetch(Deliveries::read, Micros.of(now), limit);
    }
    return DeliveryStatements.dueElsewhere(tables, Micros.of(now), avoided, limit)
        .fetch(DELIVERY.DELIVERY_ID)
        .stream()
        .flatMap(id -> find(new DeliveryId(id)).stream())
        .toList();
  }

  @Override
  public Optional<Instant> nextDue() {
    return tables.asking(DeliveryStatements.FIRST_DUE).fetchOptional(row -> Micros.toInstant(row.getLong(1)));
  }

  @Override
  public boolean advance(DeliveryId id, Optional<UUID> lease, Progress progress) {
    boolean found = lease.isPresent() ? advanceLeased(id, lease.get(), progress) : advanceFree(id, progress);
    if (found) {
      mark(lease, progress);
    }
    return found;
  }

  @Override
  public boolean reschedule(DeliveryId id, Instant due, Instant expiresAt) {
    return tables
        .update(DELIVERY,
            row -> row.set(DELIVERY.DUE_AT, Micros.of(due)).set(DELIVERY.EXPIRES_AT, Micros.of(expiresAt)))
        .and(DELIVERY.DELIVERY_ID.eq(id.value()))
        .and(DELIVERY.STATE.eq(Codes.of(DeliveryState.WAITING)))
        .and(DELIVERY.ATTEMPTS.eq(0))
        .execute() > 0;
  }

  private boolean advanceLeased(DeliveryId id, UUID lease, Progress progress) {
    return tables.changing(DeliveryStatements.ADVANCE_LEASED)
        .execute(Codes.of(progress.state()), progress.attempts(), due(progress), progress.lease().orElse(null),
            settledAt(progress), progress.status().orElse(null), reply(progress), id.value(), lease)
        > 0;
  }

  private boolean advanceFree(DeliveryId id, Progress progress) {
    return tables.changing(DeliveryStatements.ADVANCE_FREE)
        .execute(Codes.of(progress.state()), progress.attempts(), due(progress), progress.lease().orElse(null),
            settledAt(progress), progress.status().orElse(null), reply(progress), id.value())
        > 0;
  }

  /** One that was leased was not settled, so the mark is there; one that was not may have been settled and goes out again. */
  private void mark(Optional<UUID> lease, Progress progress) {
    if (progress.state().isSettled()) {
      new OutboxMark(tables).takeAwayIfSettled();
    } else if (lease.isEmpty()) {
      new OutboxMark(tables).set();
    }
  }

  @Override
  public QueueStatistics statistics(Instant now) {
    return tables.asking(DeliveryStatements.COUNT_DUE)
        .fetchOptional(row -> new QueueStatistics(count(DeliveryState.WAITING), row.getLong(1),
            count(DeliveryState.LEASED), Optional.ofNullable(row.getObject(2, Long.class)).map(Micros::toInstant)),
            Micros.of(now))
        .orElseThrow();
  }

  private long count(DeliveryState state) {
    return tables.asking(DeliveryStatements.COUNT).fetchOptional(row -> row.getLong(1), Codes.of(state)).orElseThrow();
  }

  boolean areOf(MessageId message) {
    return tables.asking(DeliveryStatements.ONE_OF_MESSAGE).finds(message.value());
  }

  void deleteOf(MessageId message) {
    if (tables.changing(DeliveryStatements.DELETE_OF_MESSAGE).execute(message.value()) > 0) {
      new OutboxMark(tables).takeAwayIfSettled();
    }
  }
}
