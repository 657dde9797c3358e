package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.MessageId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.QueueStatistics;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The deliveries of one mailbox over one state. */
record MemoryDeliveries(State state, Scope.OfMailbox place) implements DeliveryTable {
  private static final Comparator<DeliveryRow> BY_ID =
      Comparator.comparing(DeliveryRow::id, IdOrder.<DeliveryId>ascending());
  private static final Comparator<DeliveryRow> BY_DUE_TIME =
      Comparator.<DeliveryRow, Instant>comparing(row -> row.progress().due().orElseThrow()).thenComparing(BY_ID);

  @Override
  public void insert(DeliveryRow delivery) {
    new Ladder(state).require(place);
    Refusal.unless(new MemoryLetters(state, place).find(delivery.message()).isPresent(),
        "delivery: of a message that is not in the mailbox");
    Refusal.unless(state.deliveries().get(delivery.id()).isEmpty(), "delivery id: used");
    put(delivery);
  }

  private void put(DeliveryRow delivery) {
    refuseContradictions(delivery.progress());
    state.deliveries().put(delivery.id(), new Placed<>(place, delivery));
  }

  private static void refuseContradictions(DeliveryRow.Progress progress) {
    boolean settled = progress.state().isSettled();
    Refusal.unless(progress.due().isEmpty() == settled, "due: expected exactly while it is not settled");
    Refusal.unless(progress.settledAt().isPresent() == settled, "settledAt: expected exactly when it is settled");
    Refusal.unless(progress.lease().isPresent() == (progress.state() == DeliveryState.LEASED),
        "lease: expected exactly while it is leased");
  }

  @Override
  public Optional<DeliveryRow> find(DeliveryId id) {
    return state.deliveries().get(id).filter(this::isOfThisMailbox).map(Placed::row);
  }

  private boolean isOfThisMailbox(Placed<Scope.OfMailbox, DeliveryRow> delivery) {
    return delivery.place().equals(place);
  }

  private Stream<DeliveryRow> all() {
    return state.deliveries().values().stream().filter(this::isOfThisMailbox).map(Placed::row);
  }

  private Stream<DeliveryRow> notSettled() {
    return all().filter(row -> !row.progress().state().isSettled());
  }

  @Override
  public List<DeliveryRow> ofMessage(MessageId message) {
    return all().filter(row -> row.message().equals(message)).toList();
  }

  @Override
  public List<DeliveryRow> list(Set<DeliveryState> states, Optional<DeliveryId> before, int limit) {
    return all().filter(row -> states.isEmpty() || states.contains(row.progress().state()))
        .filter(row -> before.stream().allMatch(id -> IdOrder.<DeliveryId>ascending().compare(row.id(), id) < 0))
        .sorted(BY_ID.reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<DeliveryRow> due(Instant now, Collection<Token> without, int limit) {
    return notSettled().filter(row -> isDue(row, now))
        .filter(row -> !without.contains(row.destination()))
        .sorted(BY_DUE_TIME)
        .limit(limit)
        .toList();
  }

  private static boolean isDue(DeliveryRow row, Instant now) {
    return row.progress().due().stream().noneMatch(now::isBefore);
  }

  @Override
  public Optional<Instant> nextDue() {
    return firstDue(notSettled());
  }

  private static Optional<Instant> firstDue(Stream<DeliveryRow> rows) {
    return rows.flatMap(row -> row.progress().due().stream()).min(Comparator.naturalOrder());
  }

  @Override
  public boolean advance(DeliveryId id, Optional<UUID> lease, DeliveryRow.Progress progress) {
    Optional<DeliveryRow> found = find(id).filter(row -> row.progress().lease().equals(lease));
    found.ifPresent(row -> put(row.with(progress)));
    return found.isPresent();
  }

  @Override
  public boolean reschedule(DeliveryId id, Instant due, Instant expiresAt) {
    Optional<DeliveryRow> found = find(id).filter(row -> row.progress().equals(waiting(row)));
    found.ifPresent(
        row -> put(new DeliveryRow(id, row.message(), row.recipient(), row.destination(), row.key(), row.queuedAt(),
            expiresAt, DeliveryRow.Progress.waiting(due))));
    return found.isPresent();
  }

  /** What the progress is of one that waits and was never leased. */
  private static DeliveryRow.Progress waiting(DeliveryRow row) {
    return DeliveryRow.Progress.waiting(row.progress().due().orElse(row.queuedAt()));
  }

  @Override
  public QueueStatistics statistics(Instant now) {
    List<DeliveryRow> waiting = all().filter(row -> row.progress().state() == DeliveryState.WAITING).toList();
    List<DeliveryRow> due = waiting.stream().filter(row -> isDue(row, now)).toList();
    long leased = all().filter(row -> row.progress().state() == DeliveryState.LEASED).count();
    return new QueueStatistics(waiting.size(), due.size(), leased, firstDue(due.stream()));
  }
}
